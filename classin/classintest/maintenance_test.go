package classintest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestMaintenanceAnswersEveryCall(t *testing.T) {
	for name, begin := range map[string]func(*classintest.Server){
		"switched on": func(srv *classintest.Server) { srv.SetMaintenance(true) },
		"planned": func(srv *classintest.Server) {
			srv.AddMaintenance(noon.Add(-time.Hour), noon.Add(time.Second))
		},
	} {
		t.Run(name, func(t *testing.T) {
			srv := newServer(t)
			begin(srv)
			for _, path := range []string{createPath, "/partner/api/course.api.php?action=nothing"} {
				reply := do(t, srv, http.MethodPost, path, "application/x-www-form-urlencoded", "safeKey=wrong")
				assert.Equal(t, 901, reply.status)
				assert.NotContains(t, reply.body, "errno")
			}

			srv = newServer(t, classintest.WithMaintenanceErrno())
			begin(srv)
			wantRefused(t, srv, create(t, srv), "901")
		})
	}
}

func TestMaintenanceEnds(t *testing.T) {
	srv := newServer(t)
	srv.AddMaintenance(noon.Add(-time.Hour), noon)
	srv.SetMaintenance(true)
	srv.SetMaintenance(false)
	wantCreated(t, srv, create(t, srv), "1")
}
