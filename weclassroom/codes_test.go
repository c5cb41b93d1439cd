package weclassroom_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestEveryDocumentedCode(t *testing.T) {
	kinds := map[weclassroom.Code]classcloud.Kind{
		20001: classcloud.Unauthenticated, 20002: classcloud.Unauthenticated, 20003: classcloud.Unauthenticated,
		20004: classcloud.PermissionDenied, 20005: classcloud.Unauthenticated,
		30001: classcloud.Unimplemented, 30002: classcloud.Unimplemented,
		40001: classcloud.InvalidArgument, 40002: classcloud.InvalidArgument, 40003: classcloud.InvalidArgument,
		40004: classcloud.FailedPrecondition, 50000: classcloud.Internal,
	}
	for name, options := range map[string][]weclassroomtest.Option{
		"at HTTP 200":            nil,
		"at HTTP's own statuses": {weclassroomtest.WithHTTPErrors()},
		"with data null":         {weclassroomtest.WithFailureData(weclassroomtest.FailureDataNull)},
		"with data []":           {weclassroomtest.WithFailureData(weclassroomtest.FailureDataEmptyArray)},
		`with data ""`:           {weclassroomtest.WithFailureData(weclassroomtest.FailureDataEmptyString)},
	} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t, options...)
			for code, kind := range kinds {
				i.ClearRequests()
				i.Inject("Lessons.Create", i.Failure(int(code)))
				lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
				assert.Nil(t, lesson, code)
				assert.ErrorIs(t, err, kind, "%d", code)
				assert.ErrorIs(t, err, code)
				assert.Equal(t, strconv.Itoa(int(code)), clienttest.AsError(t, err).Code)
				assert.Equal(t, code == weclassroom.CodeServer, classcloud.MaybeApplied(err), "%v", err)
				assert.Len(t, i.Requests(), 1)
			}
		})
	}
}

func TestCodesNobodyKnowsGoByTheirFirstDigit(t *testing.T) {
	i := newInstitution(t)
	for code, kind := range map[weclassroom.Code]classcloud.Kind{
		20999: classcloud.Unauthenticated, 30999: classcloud.Unimplemented, 40999: classcloud.InvalidArgument, 50999: classcloud.Internal,
		60999: classcloud.Unknown, 7: classcloud.Unknown, 99999999999: classcloud.Unknown,
	} {
		for _, form := range []string{`{"status":0,"error_code":%d,"msg":"why"}`, `{"status":"0","error_code":"%d","msg":"why","data":[]}`, `{"status":0,"code":%d,"msg":"why"}`} {
			i.Respond("Lessons.Create", fmt.Sprintf(form, code))
			_, err := i.client.Lessons.Create(t.Context(), i.lesson())
			assert.ErrorIs(t, err, kind, form)
			assert.ErrorIs(t, err, code, form)
			assert.Equal(t, "why", clienttest.AsError(t, err).Message)
			assert.True(t, classcloud.MaybeApplied(err), "nobody knows what it means")
		}
	}
	i.Respond("Lessons.Create", `{"status":0,"error_code":10000,"msg":"contradicts itself","data":7}`)
	lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
	assert.Nil(t, lesson)
	assert.ErrorIs(t, err, classcloud.Unknown)
	assert.True(t, classcloud.MaybeApplied(err))
}
