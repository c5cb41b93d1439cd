package baijiayuntest

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// open unpacks the parameters of a request and authenticates it: by the three common parameters (公共请求参数), or by the secret_key in calls
// for the partner key.
func (s *Server) open(r *vendortest.Request) *vendortest.Reply {
	fields := lastOfEach(r.Form) // without files
	if r.Method == http.MethodGet {
		fields = lastOfEach(r.Query)
	}
	r.Params = fields
	authenticate := s.authenticate
	if isAccount(r.Operation) {
		authenticate = s.authenticateBySecret
	}
	failed := authenticate(fields, lastOfEach(r.Query), r.At)
	if failed == nil {
		return nil
	}
	reply := s.settings.dialect.reply(nil, failed, s.prints[r.Operation], r.At)
	return &reply
}

func (s *Server) authenticate(fields, query map[string]string, now time.Time) *failure {
	common := newParameters(fields)
	partnerID := common.number("partner_id")
	timestamp := common.seconds("timestamp")
	given := common.text("sign")
	if failed := common.failure(); failed != nil {
		return failed
	}
	if partnerID != s.settings.account.partnerID {
		return fail(codeUnknownAccount)
	}
	if !s.isSigned(given, fields, query) {
		return fail(codeSignature)
	}
	if s.settings.window > 0 && now.Sub(timestamp).Abs() > s.settings.window {
		return fail(codeSignature, "timestamp 已过期")
	}
	return nil
}

// isSigned reports whether a signature is right. It must also cover parameters that a POST sends in its query.
func (s *Server) isSigned(given string, fields, query map[string]string) bool {
	sent := maps.Clone(query)
	maps.Copy(sent, fields)
	expected := signature(sent, s.settings.account.partnerKey)
	return subtle.ConstantTimeCompare([]byte(given), []byte(expected)) == 1
}

// signature returns the signature of parameters by the vendor's rule (签名规则): the MD5, in lower case, of the unescaped parameters in
// ascending order of their names, followed by the key.
func signature(parameters map[string]string, partnerKey string) string {
	hash := md5.New()
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if name != "sign" {
			hash.Write([]byte(name + "=" + parameters[name] + "&"))
		}
	}
	hash.Write([]byte("partner_key=" + partnerKey))
	return hex.EncodeToString(hash.Sum(nil))
}

// lastOfEach returns the last value of each name, as PHP does.
func lastOfEach(values url.Values) map[string]string {
	last := make(map[string]string, len(values))
	for name, all := range values {
		last[name] = all[len(all)-1]
	}
	return last
}
