package auitest

import (
	"crypto/sha1"
	"fmt"
	"math"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// WhiteboardSecret is the invented secret of the whiteboard: a checksum of Whiteboards.GetAuth is the SHA-1, in
// hexadecimal, of the secret, the nonce and the time, one behind the other.
const WhiteboardSecret = "invented-whiteboard-secret"

type whiteboardAuth struct {
	CurTime  int64  `json:"curTime"`
	Checksum string `json:"checksum"`
	Nonce    string `json:"nonce"`
}

// whiteboardRoutes: the one operation that reads no body, so that any will do, and none.
func (s *Server) whiteboardRoutes() []vendortest.Route {
	return []vendortest.Route{{
		Operation: "Whiteboards.GetAuth",
		Path:      classPath + "getWhiteboardAuthInfo",
		Handle:    func(*vendortest.Request) vendortest.Reply { return success(s.whiteboardAuth()) },
	}}
}

func (s *Server) whiteboardAuth() whiteboardAuth {
	auth := whiteboardAuth{CurTime: coarseTime(s.Now()), Nonce: s.newHexID()}
	auth.Checksum = fmt.Sprintf("%x", sha1.Sum(fmt.Appendf(nil, "%s%s%d", WhiteboardSecret, auth.Nonce, auth.CurTime)))
	return auth
}

// coarseTime is the time in seconds to about 128 of them: the vendor computes it in 32-bit floats.
func coarseTime(t time.Time) int64 {
	return int64(math.Floor(float64(float32(t.UnixMilli())/1000) + 0.5))
}
