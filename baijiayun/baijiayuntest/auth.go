package baijiayuntest

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// open authenticates a request by the three common parameters (公共请求参数).
func (s *Server) open(r *vendortest.Request) *vendortest.Reply {
	fields := bodyFields(r)
	r.Params = fields
	failed := s.authenticate(fields, lastOfEach(r.Query), r.At)
	if failed == nil {
		return nil
	}
	reply := s.config.dialect.reply(nil, failed, s.printsTS(r.Operation), r.At)
	return &reply
}

func (s *Server) printsTS(operation string) bool {
	return slices.ContainsFunc(endpoints(), func(e endpoint) bool { return e.operation == operation && e.ts })
}

func (s *Server) authenticate(fields, query map[string]string, now time.Time) *failure {
	common := newParams(fields)
	partnerID := common.number("partner_id")
	timestamp := common.seconds("timestamp")
	given := common.text("sign")
	if failed := common.failure(); failed != nil {
		return failed
	}
	if partnerID != s.config.account.partnerID {
		return fail(codeUnknownAccount)
	}
	// Parameters of a POST belong into its body, but what is sent in the query is sent all the same and must be signed.
	sent := maps.Clone(query)
	maps.Copy(sent, fields)
	expected := signature(sent, s.config.account.partnerKey)
	if subtle.ConstantTimeCompare([]byte(given), []byte(expected)) != 1 {
		return fail(codeSignature)
	}
	if s.config.window > 0 && now.Sub(timestamp).Abs() > s.config.window {
		return fail(codeSignature, "timestamp 已过期")
	}
	return nil
}

// signature is the vendor's rule (签名规则): the parameters by ascending name as they are, unescaped, then the key, and the
// MD5 of it all in lower case.
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

// bodyFields are the parameters in the body, files left out.
func bodyFields(r *vendortest.Request) map[string]string { return lastOfEach(r.Form) }

// lastOfEach keeps the last value of a repeated name, as PHP does.
func lastOfEach(values url.Values) map[string]string {
	last := make(map[string]string, len(values))
	for name, all := range values {
		last[name] = all[len(all)-1]
	}
	return last
}
