package sandbox

import (
	"embed"
	"net/http"
)

//go:embed page/index.html page/page.css page/page.js
var pageFiles embed.FS

// getPage serves the page and its two files.
func getPage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "the page can only be read", http.StatusMethodNotAllowed)
		return
	}
	var name, kind string
	switch r.URL.Path {
	case "/":
		name, kind = "page/index.html", "text/html; charset=utf-8"
	case "/page.css":
		name, kind = "page/page.css", "text/css; charset=utf-8"
	case "/page.js":
		name, kind = "page/page.js", "text/javascript; charset=utf-8"
	default:
		http.NotFound(w, r)
		return
	}
	serveFile(w, pageFiles, name, kind)
}

func serveFile(w http.ResponseWriter, files embed.FS, name, kind string) {
	text, err := files.ReadFile(name)
	if err != nil {
		http.Error(w, "not built in", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(text)
}
