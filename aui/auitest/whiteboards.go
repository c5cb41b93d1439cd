package auitest

import (
	"crypto/sha1"
	"fmt"
	"math"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// WhiteboardSecret is the invented secret of the whiteboard. The checksum of Whiteboards.GetAuth is the hexadecimal SHA-1 of the
// secret, the nonce and the time, joined without a separator.
const WhiteboardSecret = "invented-whiteboard-secret"

// whiteboardAuth is the data of getWhiteboardAuthInfo.
type whiteboardAuth struct {
	CurTime  int64  `json:"curTime"`
	Checksum string `json:"checksum"`
	Nonce    string `json:"nonce"`
}

// whiteboardRoutes returns the one operation that does not read a body: it takes any, also an empty one.
func (s *Server) whiteboardRoutes() []vendortest.Route {
	return []vendortest.Route{{
		Operation: "Whiteboards.GetAuth",
		Path:      classPath + "getWhiteboardAuthInfo",
		Handle:    func(*vendortest.Request) vendortest.Reply { return success(s.whiteboardAuth()) },
	}}
}

// whiteboardAuth returns a new signature.
func (s *Server) whiteboardAuth() whiteboardAuth {
	auth := whiteboardAuth{CurTime: coarseTime(s.Now()), Nonce: s.newHexID()}
	auth.Checksum = fmt.Sprintf("%x", sha1.Sum(fmt.Appendf(nil, "%s%s%d", WhiteboardSecret, auth.Nonce, auth.CurTime)))
	return auth
}

// coarseTime returns the time in seconds, rounded to about 128: the vendor computes it with 32-bit floats.
func coarseTime(t time.Time) int64 {
	return int64(math.Floor(float64(float32(t.UnixMilli())/1000) + 0.5))
}
