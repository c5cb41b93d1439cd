package weclassroomtest_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	applicationID = "3212f5f463edb370ff55d3c3a7a15c8f" // printed in the document's table 2
	secret        = "32bf27979cf0dba95d80f500f553ed53" // printed in its appendix
	fixedIV       = "0123456789abcdef"
)

// A tiny signer, written from the contract's section 2 alone.

// php is what serialize writes, of the few types the calls need. A pair list is a PHP map, a slice a PHP list.
func php(value any) string {
	switch value := value.(type) {
	case nil:
		return "N;"
	case bool:
		if value {
			return "b:1;"
		}
		return "b:0;"
	case int, int64:
		return fmt.Sprintf("i:%d;", value)
	case string:
		return fmt.Sprintf("s:%d:\"%s\";", len(value), value)
	case pairs:
		var b strings.Builder
		fmt.Fprintf(&b, "a:%d:{", len(value)/2)
		for _, item := range value {
			b.WriteString(php(item))
		}
		return b.String() + "}"
	case []any:
		var flat pairs
		for i, item := range value {
			flat = append(flat, i, item)
		}
		return php(flat)
	}
	panic(fmt.Sprintf("php: %T", value))
}

// pairs are key, value, key, value.
type pairs []any

// with changes, adds or, with the value drop, takes away one pair.
func (p pairs) with(key string, value any) pairs {
	var out pairs
	found := false
	for i := 0; i < len(p); i += 2 {
		switch {
		case p[i] != key:
			out = append(out, p[i], p[i+1])
		case value != drop:
			out = append(out, key, value)
			found = true
		}
	}
	if !found && value != drop {
		out = append(out, key, value)
	}
	return out
}

type dropped struct{}

var drop any = dropped{}

func encrypt(key, iv, padded string) string {
	block, err := aes.NewCipher([]byte(key))
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(padded))
	cipher.NewCBCEncrypter(block, []byte(iv)).CryptBlocks(out, []byte(padded))
	return base64.StdEncoding.EncodeToString(out)
}

func pad(plain string) string {
	n := aes.BlockSize - len(plain)%aes.BlockSize
	return plain + strings.Repeat(string(rune(n)), n)
}

func macOf(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	_, _ = io.WriteString(mac, text)
	return fmt.Sprintf("%x", mac.Sum(nil))
}

// envelopeOf is the JSON as PHP writes it: with \/ for /.
func envelopeOf(iv, value, mac string) string {
	return strings.ReplaceAll(fmt.Sprintf(`{"iv":"%s","value":"%s","mac":"%s"}`, iv, value, mac), "/", `\/`)
}

func b64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func sealPadded(key, iv, padded string) string {
	value := encrypt(key, iv, padded)
	return b64(envelopeOf(b64(iv), value, macOf(key, b64(iv)+value)))
}

func seal(plain string) string { return sealPadded(secret, fixedIV, pad(plain)) }

// fixture is a server with its clock at noon of 2018-03-16 in Beijing, the day of the document's API 8 example.
type fixture struct {
	*weclassroomtest.Server
	t *testing.T
}

func at(text string) time.Time {
	parsed, err := time.ParseInLocation("2006-01-02 15:04:05", text, clienttest.CST)
	if err != nil {
		panic(err)
	}
	return parsed
}

func start(t *testing.T, opts ...weclassroomtest.Option) fixture {
	t.Helper()
	opts = append([]weclassroomtest.Option{
		weclassroomtest.WithCredentials(weclassroom.Credentials{ApplicationID: applicationID, Secret: secret}),
		weclassroomtest.WithClock(func() time.Time { return at("2018-03-16 12:00:00") }),
	}, opts...)
	srv := weclassroomtest.NewServer(opts...)
	t.Cleanup(srv.Close)
	return fixture{srv, t}
}

func (f fixture) setNow(text string) {
	now := at(text)
	f.SetClock(func() time.Time { return now })
}

type answer struct {
	status      int
	contentType string
	body        string
	json        map[string]any
}

func (f fixture) do(method, path, contentType string, body io.Reader) answer {
	f.t.Helper()
	request, err := http.NewRequestWithContext(f.t.Context(), method, f.URL+path, body)
	require.NoError(f.t, err)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(f.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(f.t, err)
	a := answer{status: response.StatusCode, contentType: response.Header.Get("Content-Type"), body: string(text)}
	if len(text) > 0 {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		require.NoError(f.t, decoder.Decode(&a.json), a.body)
	}
	return a
}

func (f fixture) form(path string, form url.Values) answer {
	f.t.Helper()
	return f.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// call sends sealed parameters.
func (f fixture) call(path string, params any) answer {
	f.t.Helper()
	return f.form(path, url.Values{"applicationID": {applicationID}, "signMsg": {seal(php(params))}})
}

func (f fixture) wantBody(a answer, body string) {
	f.t.Helper()
	assert.Equal(f.t, 200, a.status)
	assert.Equal(f.t, body, a.body)
}

func (f fixture) wantCode(a answer, code int) {
	f.t.Helper()
	assert.Equal(f.t, 200, a.status)
	assert.Equal(f.t, json.Number("0"), a.json["status"], a.body)
	assert.Equal(f.t, json.Number(fmt.Sprint(code)), a.json["error_code"], a.body)
	assert.NotEmpty(f.t, a.json["msg"])
}

func (f fixture) wantFailure(a answer, code int, about string) {
	f.t.Helper()
	f.wantCode(a, code)
	assert.Contains(f.t, a.json["msg"], about)
}

// teacher is Julia Li of the document's API 19.
func (f fixture) teacher() weclassroomtest.User {
	return f.AddUser(weclassroomtest.User{Phone: "13800138009", Name: "Julia Li", Gender: 2, Teacher: true})
}
