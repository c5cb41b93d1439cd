package vendortest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

func TestForms(t *testing.T) {
	for _, test := range []struct {
		name, contentType, body string
		want                    url.Values
	}{
		{"urlencoded", "application/x-www-form-urlencoded", "a=1&a=2&b=%E4%B8%AD+x%2B", url.Values{"a": {"1", "2"}, "b": {"中 x+"}}},
		{"with a charset", "application/x-www-form-urlencoded; charset=UTF-8", "a=1", url.Values{"a": {"1"}}},
		{"in capitals, with broken parameters", "Application/X-WWW-Form-Urlencoded; charset=utf-8; charset=utf-8; =", "a=1", url.Values{"a": {"1"}}},
		{"the readable part of a broken one", "application/x-www-form-urlencoded", "a=1&b=%zz", url.Values{"a": {"1"}}},
		{"JSON is not a form", "application/json", `{"a":1}`, url.Values{}},
		{"no content type", "", "a=1", url.Values{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			request, err := read(t, "POST", "/", test.contentType, []byte(test.body))
			if err != nil || !reflect.DeepEqual(request.Form, test.want) || string(request.Body) != test.body {
				t.Errorf("form %v, body %q, error %v", request.Form, request.Body, err)
			}
		})
	}
}

func TestMultipart(t *testing.T) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("title", "英语")
	_ = w.WriteField("title", "second")
	file, _ := w.CreateFormFile("courseware", "课件.pdf")
	content := strings.Repeat("0123456789", 1000)
	_, _ = file.Write([]byte(content))
	_, _ = w.CreateFormFile("empty", "")
	_ = w.Close()

	request, err := read(t, "POST", "/", w.FormDataContentType(), body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if want := (url.Values{"title": {"英语", "second"}}); !reflect.DeepEqual(request.Form, want) || len(request.Body) != 0 {
		t.Errorf("form %v, body %q", request.Form, request.Body)
	}
	sum, none := sha256.Sum256([]byte(content)), sha256.Sum256(nil)
	want := []File{
		{Field: "courseware", Name: "课件.pdf", ContentType: "application/octet-stream", Size: 10000, SHA256: hex.EncodeToString(sum[:]), Head: []byte(content[:4096])},
		{Field: "empty", ContentType: "application/octet-stream", SHA256: hex.EncodeToString(none[:]), Head: []byte{}},
	}
	if !reflect.DeepEqual(request.Files, want) {
		t.Errorf("files %+v", request.Files)
	}
}

func TestMalformedMultipart(t *testing.T) {
	const part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"
	const file = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n1\r\n"
	for name, test := range map[string]struct{ contentType, body string }{
		"no boundary":           {"multipart/form-data", part + "\r\n--b--"},
		"another boundary":      {"multipart/form-data; boundary=c", part + "\r\n--b--"},
		"not multipart":         {"multipart/form-data; boundary=b", `{"a":1}`},
		"empty":                 {"multipart/form-data; boundary=b", ""},
		"breaks off in a field": {"multipart/form-data; boundary=b", file + part},
		"breaks off in a file":  {"multipart/form-data; boundary=b", part + "\r\n" + strings.TrimSpace(file)},
		"broken part header":    {"multipart/form-data; boundary=b", part + "\r\n--b\r\nnonsense\r\n\r\n--b--"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, Config{Routes: []Route{{Operation: "Files.Upload", Path: "/upload", Handle: says("seen")}}})
			send(t, "POST", s.URL+"/upload", test.contentType, stringBody(test.body)).want(t, 200, "seen")
			if got := s.Requests()[0]; got.Form == nil || len(got.Form) != 0 || len(got.Files) != 0 {
				t.Errorf("form %v, files %v", got.Form, got.Files)
			}
		})
	}
}

func TestBodyLimit(t *testing.T) {
	var calls atomic.Int64
	s := start(t, counting(&calls))
	field := func(size int) (string, io.Reader) {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		_ = w.WriteField("a", strings.Repeat("x", size))
		_ = w.Close()
		return w.FormDataContentType(), &body
	}

	send(t, "POST", s.URL+"/rooms", "application/json", strings.NewReader(strings.Repeat("x", bodyLimit))).want(t, 200, "created")
	send(t, "POST", s.URL+"/rooms", "application/json", strings.NewReader(strings.Repeat("x", 8*bodyLimit))).want(t, 413, "the body is larger than 1 MiB\n")
	contentType, body := field(bodyLimit - 1)
	send(t, "POST", s.URL+"/rooms", contentType, body).want(t, 200, "created")
	contentType, body = field(bodyLimit)
	send(t, "POST", s.URL+"/rooms", contentType, body).want(t, 413, "the body is larger than 1 MiB\n")

	requests := s.Requests()
	if calls.Load() != 2 || requests[1].Status != 413 || requests[1].Operation != "Rooms.Create" || len(requests[1].Body) != bodyLimit {
		t.Errorf("%d calls; second request %d %s, %d bytes", calls.Load(), requests[1].Status, requests[1].Operation, len(requests[1].Body))
	}
}

// An unread rest of a body would keep net/http from noticing a client that goes away, and the client may lose its answer.
func TestBodiesAreReadToTheirEnd(t *testing.T) {
	for contentType, content := range map[string]string{
		"application/json":                strings.Repeat("x", 2*bodyLimit),
		"multipart/form-data":             strings.Repeat("x", 2*bodyLimit),
		"multipart/form-data; boundary=b": "--b--\r\n" + strings.Repeat("after the end", bodyLimit),
	} {
		body := strings.NewReader(content)
		request := httptest.NewRequest("POST", "/", body)
		request.Header.Set("Content-Type", contentType)
		if _, _ = readRequest(request); body.Len() != 0 {
			t.Errorf("%s: %d bytes are left", contentType, body.Len())
		}
	}
}

func TestUploadIsNotHeldInMemory(t *testing.T) {
	const size = 64 << 20
	var files []File
	s := start(t, Config{Routes: []Route{{Operation: "Files.Upload", Path: "/upload", Handle: func(r *Request) Reply {
		files = r.Files
		return Text(200, plainText, r.Form.Get("title"))
	}}}})

	hash := sha256.New()
	reader, writer := io.Pipe()
	w := multipart.NewWriter(writer)
	go func() {
		_ = w.WriteField("title", "large")
		file, _ := w.CreateFormFile("file", "large.mp4")
		block := bytes.Repeat([]byte("classcloud"), 1<<12)
		for written := 0; written < size; {
			n := min(len(block), size-written)
			hash.Write(block[:n])
			_, _ = file.Write(block[:n])
			written += n
		}
		_ = writer.CloseWithError(w.Close())
	}()

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	send(t, "POST", s.URL+"/upload", w.FormDataContentType(), reader).want(t, 200, "large")
	runtime.ReadMemStats(&after)

	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > size/16 {
		t.Errorf("allocated %d KiB for an upload of %d KiB", allocated>>10, size>>10)
	}
	s.Do(func() {
		if len(files) != 1 || files[0].Size != size || files[0].SHA256 != hex.EncodeToString(hash.Sum(nil)) || len(files[0].Head) != headLimit {
			t.Errorf("files %+v", files)
		}
	})
}

func TestRequestsAreCopies(t *testing.T) {
	s := start(t, Config{
		Open: func(r *Request) *Reply {
			r.Params = r.Form.Get("a")
			r.Form.Del("a")
			r.Header.Del("Content-Type")
			return nil
		},
		Routes: []Route{{Operation: "Rooms.Get", Path: "/rooms/{id}", Handle: says("")}},
	})
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("a", "1")
	file, _ := w.CreateFormFile("f", "f")
	_, _ = file.Write([]byte("content"))
	_ = w.Close()
	send(t, "POST", s.URL+"/rooms/7?q=1", w.FormDataContentType(), &body).want(t, 200, "")
	send(t, "POST", s.URL+"/rooms/8", "application/json", strings.NewReader(`{"b":2}`)).want(t, 200, "")

	spoil := s.Requests()
	spoil[0].Form.Set("a", "x")
	spoil[0].Query.Set("q", "x")
	spoil[0].Header.Set("Content-Type", "x")
	spoil[0].PathValues["id"] = "x"
	spoil[0].Files[0].Head[0] = 'x'
	spoil[1].Body[0] = 'x'
	got := s.Requests()
	if got[0].Form.Get("a") != "1" || got[0].Query.Get("q") != "1" || got[0].Header.Get("Content-Type") != w.FormDataContentType() ||
		got[0].PathValues["id"] != "7" || string(got[0].Files[0].Head) != "content" || string(got[1].Body) != `{"b":2}` || got[0].Params != "1" {
		t.Errorf("%+v", got)
	}
}

func TestAClientThatLeavesWithinItsBodyHasNoEffect(t *testing.T) {
	for _, contentType := range []string{"application/json", "multipart/form-data; boundary=b"} {
		var calls atomic.Int64
		s := New(counting(&calls))
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "POST /rooms HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\nhalf", contentType)
		_ = conn.(*net.TCPConn).CloseWrite()
		_, _ = io.Copy(io.Discard, conn) // until the server has dropped it
		_ = conn.Close()
		requests := s.Requests()
		s.Close()
		if calls.Load() != 0 || len(requests) != 1 || requests[0].Status != 0 {
			t.Errorf("%s: %d calls, recorded %+v", contentType, calls.Load(), requests)
		}
	}
}

func TestStarOptions(t *testing.T) {
	s := start(t, Config{NotFound: func(r *Request) Reply { return Text(405, plainText, r.Path) }})
	request, _ := http.NewRequest("OPTIONS", s.URL, nil)
	request.URL.Opaque = "*"
	response, err := newClient(t).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if body, _ := io.ReadAll(response.Body); response.StatusCode != 405 || string(body) != "*" {
		t.Errorf("%d %q", response.StatusCode, body)
	}
}
