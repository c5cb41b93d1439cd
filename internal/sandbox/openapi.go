package sandbox

import (
	"embed"
	"net/http"
)

//go:embed openapi.json
var apiFiles embed.FS

// getOpenAPI serves the description of the control API, OpenAPI 3.1.
func getOpenAPI(w http.ResponseWriter, _ *http.Request) {
	serveFile(w, apiFiles, "openapi.json", "application/json; charset=utf-8")
}
