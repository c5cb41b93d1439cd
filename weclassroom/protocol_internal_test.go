package weclassroom

import (
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
				_, failure := (&protocol{}).Decode(&transport.Call{Op: operations[opLessonsDelete], ID: int(opLessonsDelete)}, &classcloud.Reply{Status: httpStatus, Body: []byte(c.body)})
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
