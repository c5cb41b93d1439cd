package auitest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestContentType(t *testing.T) {
	srv := start(t)
	for contentType, read := range map[string]bool{
		"application/json":                  true,
		"application/json; charset=utf-8":   true,
		"APPLICATION/JSON":                  true,
		"application/vnd.x+json":            true,
		"":                                  false,
		"text/plain":                        false,
		"application/x-www-form-urlencoded": false,
		"multipart/form-data; boundary=x":   false,
		";;":                                false,
	} {
		t.Run(contentType, func(t *testing.T) {
			header := map[string]string{"Authorization": "Bearer " + srv.IssueToken("ada")}
			if contentType != "" {
				header["Content-Type"] = contentType
			}
			got, err := send(t, "POST", srv.URL+"/api/v1/class/get", header, getNothing)
			require.NoError(t, err)
			if read {
				got.says(t, `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`)
			} else {
				got.says(t, serverFault)
			}
		})
	}
	t.Run("a byte order mark and what follows the object are passed over", func(t *testing.T) {
		assert.Contains(t, post(t, srv, "get", "\ufeff"+getNothing+" and more").body, `"404"`)
	})
	t.Run("every method will do", func(t *testing.T) {
		header := map[string]string{"Authorization": "Bearer " + srv.IssueToken("ada"), "Content-Type": "application/json"}
		got, err := send(t, "PUT", srv.URL+"/api/v1/class/get", header, getNothing)
		require.NoError(t, err)
		assert.Contains(t, got.body, `"404"`)
	})
}

func TestCreateConverts(t *testing.T) {
	srv := start(t)
	for _, c := range []struct {
		sent string
		mode float64
	}{{`7`, 7}, {`-1`, -1}, {`"1"`, 1}, {`" 2 "`, 2}, {`1.9`, 1}, {`1e1`, 10}} {
		data := post(t, srv, "create", `{"title":20.50,"teacher_id":1,"im_server":["aliyun"],"teacher_nick":true,"mode":`+c.sent+`}`).data(t)
		assert.Equal(t, c.mode, data["mode"], c.sent)
		assert.Equal(t, "20.50", data["title"])
		assert.Equal(t, "1", data["teacher_id"])
		assert.Equal(t, "true", data["teacher_nick"])
	}
}
