package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// CreateAuditionCodesRequest describes codes with which students try a class for a while (试听).
type CreateAuditionCodesRequest struct {
	RoomID      int64         `json:"room_id" check:"required"`
	UserNumbers []int64       `json:"user_numbers" wire:"comma" check:"required,ids"` // the students' numbers in your own system, each greater than 0; a maximum is not documented
	AvatarURL   string        `json:"user_avatar"`                                    // absolute URL of a picture, one for all of them
	Duration    time.Duration `json:"audition_length" wire:"seconds"`                 // how long they can listen, in whole seconds, at most 1 hour; no default is documented

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a Duration of more than an hour, and a number that is given twice.
func (r *CreateAuditionCodesRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.when(r.Duration > time.Hour, "Duration", "audition_length", "is more than 1 hour")
	bad.twice(r.UserNumbers, "UserNumbers", "user_numbers")
	return bad
}

// AuditionCodes is the answer to CreateAudition.
type AuditionCodes struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what the reply holds, as it arrived; what is not an object is its member "data"
}

// CreateAudition creates a code for each of some students, with which the student can listen to a class for a while.
//
// Baijiayun 生成用户试听参加码 (直播服务端API文档), POST /openapi/room/getAuditionCode, as github.com/007gzs/baijiayun and
// github.com/a07061625/swooleyaf (AuditionCodeGet) send it. No source shows the reply, so the result keeps it as it comes; JoinCodes.List with
// JoinCodeTypeAudition has the codes. What a repeat does is not known, so the call is never repeated once it may have arrived: when
// classcloud.MaybeApplied(err), look through All with JoinCodeTypeAudition first.
func (s JoinCodesService) CreateAudition(ctx context.Context, in *CreateAuditionCodesRequest, opts ...classcloud.CallOption) (*AuditionCodes, error) {
	return call[*AuditionCodes](ctx, s.client, opJoinCodesCreateAudition, in, opts)
}
