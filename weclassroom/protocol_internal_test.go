package weclassroom

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

func TestSuccessAndFailure(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		kind classcloud.Kind // Unknown and no err: success
		err  error
		ok   bool
	}{
		"status 1 and the code":             {`{"status":1,"error_code":10000}`, 0, nil, true},
		"status 1 alone":                    {`{"status":1}`, 0, nil, true},
		"status 1 as text":                  {`{"status":"1"}`, 0, nil, true},
		"the code alone":                    {`{"error_code":"10000"}`, 0, nil, true},
		"API 34's code alone":               {`{"code":10000}`, 0, nil, true},
		"a byte order mark before it":       {"\xef\xbb\xbf" + `{"status":1}`, 0, nil, true},
		"status 0 beats the code":           {`{"status":0,"error_code":10000}`, classcloud.Unknown, nil, false},
		"status 0 alone":                    {`{"status":0,"msg":"无"}`, classcloud.Unknown, nil, false},
		"a code alone":                      {`{"error_code":40003}`, classcloud.InvalidArgument, CodeParameterValue, false},
		"API 34's code":                     {`{"status":0,"code":40001}`, classcloud.InvalidArgument, CodeParameterMissing, false},
		"20001":                             {`{"status":0,"error_code":20001}`, classcloud.Unauthenticated, CodeApplicationIDMissing, false},
		"20002":                             {`{"status":0,"error_code":20002}`, classcloud.Unauthenticated, CodeSignMsgMissing, false},
		"20003":                             {`{"status":0,"error_code":20003}`, classcloud.Unauthenticated, CodeApplicationIDWrong, false},
		"20004":                             {`{"status":0,"error_code":20004}`, classcloud.PermissionDenied, CodeApplicationIDDisabled, false},
		"20005":                             {`{"status":0,"error_code":20005}`, classcloud.Unauthenticated, CodeSignature, false},
		"30001":                             {`{"status":0,"error_code":30001}`, classcloud.Unimplemented, CodeRouteNotFound, false},
		"30002":                             {`{"status":0,"error_code":30002}`, classcloud.Unimplemented, CodeMethodNotFound, false},
		"40002":                             {`{"status":0,"error_code":40002}`, classcloud.InvalidArgument, CodeParameterType, false},
		"40004":                             {`{"status":0,"error_code":"40004"}`, classcloud.FailedPrecondition, CodeRejected, false},
		"50000":                             {`{"status":0,"error_code":50000}`, classcloud.Internal, CodeServer, false},
		"a code nobody knows, by its digit": {`{"status":0,"error_code":20099}`, classcloud.Unauthenticated, Code(20099), false},
		"a code of no pattern":              {`{"status":0,"error_code":7}`, classcloud.Unknown, Code(7), false},
		"true":                              {`{"status":true,"error_code":10000}`, 0, nil, true},
		"true as text":                      {`{"status":"true"}`, 0, nil, true},
		"1.0":                               {`{"status":1.0,"error_code":10000.0}`, 0, nil, true},
		"blanks around it":                  {`{"status":" 1","error_code":" 10000 "}`, 0, nil, true},
		"an exponent":                       {`{"status":1e0,"error_code":1.0E+4}`, 0, nil, true},
		"status 1 and a code of 0":          {`{"status":1,"error_code":0}`, 0, nil, true},
		"status 1 and an empty code":        {`{"status":1,"error_code":""}`, 0, nil, true},
		"status null beside the code":       {`{"status":null,"error_code":10000}`, 0, nil, true},
		"status 1 beside a failing code":    {`{"status":1,"error_code":40003,"msg":"参数数值异常"}`, classcloud.InvalidArgument, CodeParameterValue, false},
		"true beside a failing code":        {`{"status":true,"error_code":"50000"}`, classcloud.Internal, CodeServer, false},
		"status 1 beside API 34's code":     {`{"status":1,"code":40001}`, classcloud.InvalidArgument, CodeParameterMissing, false},
		"status 1 and two codes":            {`{"status":1,"error_code":10000,"code":40001}`, classcloud.InvalidArgument, CodeParameterMissing, false},
		"status 1 beside a word":            {`{"status":1,"error_code":"E_FAIL"}`, classcloud.Unknown, nil, false},
		"status 1 beside an object":         {`{"status":1,"error_code":{"no":1}}`, classcloud.Unknown, nil, false},
		"false":                             {`{"status":false,"msg":"无"}`, classcloud.Unknown, nil, false},
		"false beside the code":             {`{"status":false,"error_code":10000}`, classcloud.Unknown, nil, false},
		"status 2":                          {`{"status":2}`, classcloud.Unknown, nil, false},
		"status 1.5":                        {`{"status":1.5}`, classcloud.Unknown, nil, false},
		"a status that is a word":           {`{"status":"error"}`, classcloud.Unknown, nil, false},
		"a code that is an HTTP status":     {`{"status":0,"error_code":429}`, classcloud.ResourceExhausted, Code(429), false},
		"a gateway's code":                  {`{"status":0,"error_code":502}`, classcloud.Unavailable, Code(502), false},
		"neither":                           {`{"msg":"ok","data":[]}`, classcloud.DataLoss, nil, false},
		"a list":                            {`[]`, classcloud.DataLoss, nil, false},
		"a page":                            {`<html>`, classcloud.DataLoss, nil, false},
		"nothing":                           {``, classcloud.DataLoss, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, httpStatus := range []int{200, 400} { // the document names none: the envelope decides
				if c.kind == classcloud.DataLoss && httpStatus != 200 {
					continue
				}
				_, failure := (&protocol{}).Decode(&transport.Call{Op: &operations[opLessonsDelete], ID: int(opLessonsDelete)}, &classcloud.Reply{Status: httpStatus, Body: []byte(c.body)})
				if c.ok {
					require.Nil(t, failure)
					continue
				}
				require.NotNil(t, failure)
				assert.Equal(t, c.kind, failure.Kind)
				if c.err != nil {
					assert.ErrorIs(t, failure, c.err)
				}
			}
		})
	}
}

// A success word beside a failing code is a doubt: neither a success nor a refusal.
func TestContradictionsAreDoubts(t *testing.T) {
	for id, op := range operations {
		call := &transport.Call{Op: &op, ID: id}
		for _, body := range []string{`{"status":1,"error_code":40003,"msg":"x"}`, `{"status":true,"error_code":30001}`, `{"status":"1","code":40004}`, `{"status":1,"error_code":7}`} {
			_, failure := (&protocol{}).Decode(call, &classcloud.Reply{Status: 200, Body: []byte(body)})
			require.NotNil(t, failure, op.Name)
			assert.Equal(t, classcloud.OutcomeUnknown, failure.Outcome, op.Name)
			assert.True(t, strings.HasSuffix(failure.Message, "beside a status that says success"), failure.Message)
		}
	}
}
