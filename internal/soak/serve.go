package main

import (
	"encoding/json"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"time"

	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// place is where a vendor is served, and what its server has that calls need.
type place struct {
	Vendor  string `json:"vendor"`
	URL     string `json:"url"`     // what calls go to: it breaks some
	Control string `json:"control"` // says how often each name was made
	A       int64  `json:"a"`       // ids that the vendor's create takes
	B       int64  `json:"b"`
}

// serve runs the five servers until in ends, and tells out where they are.
func serve(in io.Reader, out io.Writer) {
	var places []place
	add := func(p place, origin string, names func() []string) {
		p.URL, p.Control = broken(origin), counted(names)
		places = append(places, p)
	}
	agora := agoratest.NewServer(agoratest.WithCredentials(agoraKeys))
	defer agora.Close()
	add(place{Vendor: "agora"}, agora.URL, func() (names []string) {
		for _, r := range agora.Rooms() {
			names = append(names, r.RoomUUID)
		}
		return names
	})
	aui := auitest.NewServer(auitest.WithCredentials(auiKeys))
	defer aui.Close()
	add(place{Vendor: "aui"}, aui.URL, func() (names []string) {
		for _, c := range aui.Classes() {
			names = append(names, c.Title)
		}
		return names
	})
	baijiayun := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayunKeys))
	defer baijiayun.Close()
	add(place{Vendor: "baijiayun"}, baijiayun.URL, func() (names []string) {
		for _, r := range baijiayun.Rooms() {
			names = append(names, r.Title)
		}
		return names
	})
	classin := classintest.NewServer(classintest.WithCredentials(classinKeys))
	defer classin.Close()
	known := classin.Defaults()
	add(place{Vendor: "classin", A: known.CourseID, B: known.TeacherUID}, classin.URL, func() (names []string) {
		for _, c := range classin.Classes() {
			names = append(names, c.ClassName)
		}
		return names
	})
	weclassroom := weclassroomtest.NewServer(weclassroomtest.WithCredentials(weclassroomKeys))
	defer weclassroom.Close()
	teacher := weclassroom.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	room := weclassroom.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "Kept", Category: weclassroomtest.CategorySmall})
	add(place{Vendor: "weclassroom", A: room.ClassroomID}, weclassroom.URL, func() (names []string) {
		for _, l := range weclassroom.Lessons() {
			names = append(names, l.Name)
		}
		return names
	})
	if err := json.NewEncoder(out).Encode(places); err != nil {
		log.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, in)
}

// counted serves how often each name is there.
func counted(names func() []string) string {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		counts := map[string]int{}
		for _, name := range names() {
			counts[name]++
		}
		_ = json.NewEncoder(w).Encode(counts)
	})).URL
}

// broken is a proxy to origin that breaks one call in a hundred, before it reaches the server or after.
func broken(origin string) string {
	target, err := url.Parse(origin)
	if err != nil {
		log.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite:  func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ErrorLog: log.New(io.Discard, "", 0),
	}
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rand.IntN(100) > 0 { // which call breaks need not be secret
			proxy.ServeHTTP(w, r)
			return
		}
		switch rand.IntN(6) { // as above
		case 0:
			drop(w)
		case 1:
			w.WriteHeader(http.StatusTooManyRequests)
		case 2:
			w.WriteHeader(http.StatusBadGateway)
			_, _ = io.WriteString(w, "<html>bad gateway</html>")
		case 3: // applied, and the answer is lost
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			drop(w)
		case 4: // applied, and a gateway says that it failed
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			w.WriteHeader(http.StatusGatewayTimeout)
		case 5: // late
			time.Sleep(50 * time.Millisecond)
			proxy.ServeHTTP(w, r)
		}
	})).URL
}

// drop ends a connection with an RST.
func drop(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
