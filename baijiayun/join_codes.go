package baijiayun

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// JoinCodesService makes and lists the codes (参加码) students enter a room with.
type JoinCodesService struct{ client *Client }

// CreateJoinCodeRequest asks for a student's code, or for a public one: exactly one of UserNumber and Public.
type CreateJoinCodeRequest struct {
	RoomID     int64  `json:"room_id" check:"required"`
	UserNumber int64  `json:"user_number" wire:"always"` // your own id of the student; one student at a time enters with the code
	Public     bool   `json:"-"`                         // a code with which all students enter together, for free classes: user_number 0
	AvatarURL  string `json:"user_avatar"`               // absolute URL of a picture
}

// Validate refuses a code for nobody: a forgotten UserNumber would make a public code of a paid class.
func (r *CreateJoinCodeRequest) Validate() []classcloud.FieldError {
	problem := ""
	switch {
	case r.UserNumber == 0 && !r.Public:
		problem = "is required: 0 makes a public code, which is asked for with Public"
	case r.UserNumber != 0 && r.Public:
		problem = "is set beside Public: set exactly one"
	default:
		return nil
	}
	return []classcloud.FieldError{{Field: "UserNumber", Wire: "user_number", Problem: problem}}
}

// UnmarshalJSON reads the vendor's names. A user_number of 0 that is written out asks for a public code, as "public" does.
func (r *CreateJoinCodeRequest) UnmarshalJSON(text []byte) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	var in struct {
		RoomID     int64  `json:"room_id"`
		UserNumber *int64 `json:"user_number"`
		Public     bool   `json:"public"`
		UserAvatar string `json:"user_avatar"`
	}
	if err := new(wire.Filler).Fill(&in, values); err != nil {
		return err
	}
	*r = CreateJoinCodeRequest{RoomID: in.RoomID, Public: in.Public, AvatarURL: in.UserAvatar}
	if in.UserNumber != nil {
		r.UserNumber, r.Public = *in.UserNumber, in.Public || *in.UserNumber == 0
	}
	return nil
}

// JoinCode is a code to enter a room with.
type JoinCode struct {
	Code string `json:"student_code,omitzero" check:"required"` // six letters and digits, unique
}

// Create makes a student's code, or a public one.
//
// Baijiayun API 6 生成用户参加码, POST /openapi/room/getcode. A room and a student have one code, so that it is safe to repeat.
func (s JoinCodesService) Create(ctx context.Context, in *CreateJoinCodeRequest, opts ...classcloud.CallOption) (*JoinCode, error) {
	return call[*JoinCode](ctx, s.client, opJoinCodesCreate, in, opts)
}

// JoinCodeInfo says whether there is a code, and whose it is.
type JoinCodeInfo struct {
	Exists bool            `json:"exist,omitzero"`
	Info   JoinCodeDetails `json:"code_info,omitzero"` // only when it exists
}

// JoinCodeDetails is whose a code is.
type JoinCodeDetails struct {
	Code       string    `json:"code,omitzero"`
	RoomID     int64     `json:"room_id,omitzero"`
	UserNumber int64     `json:"user_number,omitzero"` // 0 is a public code
	Role       Role      `json:"user_role,omitzero"`
	UserName   string    `json:"user_name,omitzero"` // in the document's table, not in its example
	CreateTime time.Time `json:"create_time,omitzero"`
}

// Get tells whose a code is. A code that is unknown is no error: Exists is false.
//
// Baijiayun API 7 获取用户参加码信息, POST /openapi/room/getCodeInfo.
func (s JoinCodesService) Get(ctx context.Context, code string, opts ...classcloud.CallOption) (*JoinCodeInfo, error) {
	return call[*JoinCodeInfo](ctx, s.client, opJoinCodesGet, &struct {
		Code string `json:"code" check:"required"`
	}{code}, opts)
}

// JoinCodeType tells ordinary codes from those of a trial (type).
type JoinCodeType int

// The documented kinds.
const (
	JoinCodeTypeNormal   JoinCodeType = 0 // 普通参加码
	JoinCodeTypeAudition JoinCodeType = 1 // 试听参加码
)

var joinCodeTypeNames = map[JoinCodeType]string{
	JoinCodeTypeNormal:   "Normal",
	JoinCodeTypeAudition: "Audition",
}

// String returns the kind's name, or JoinCodeType(9) for one this module does not know.
func (t JoinCodeType) String() string { return wire.EnumName("JoinCodeType", t, joinCodeTypeNames) }

const maxJoinCodesPerPage = 1000

// ListJoinCodesRequest selects a page of a room's codes.
type ListJoinCodesRequest struct {
	RoomID   int64        `json:"room_id" check:"required"`
	Type     JoinCodeType `json:"type"`  // default JoinCodeTypeNormal
	Page     int          `json:"page"`  // from 1, the default
	PageSize int          `json:"limit"` // codes a page, default 100, at most 1,000
}

// JoinCodePage is one page of codes.
type JoinCodePage struct {
	Total int               `json:"total,omitzero"` // of all pages
	Codes []StudentJoinCode `json:"list,omitzero"`
}

// StudentJoinCode is a code and the student it was made for.
type StudentJoinCode struct {
	Code       string `json:"code,omitzero"`
	UserNumber int64  `json:"user_number,omitzero"` // 0 is a public code
	AvatarURL  string `json:"user_avatar,omitzero"` // as it was given to Create
}

// joinCodeRow is a code that the vendor writes under one of two names.
type joinCodeRow struct {
	StudentJoinCode
	StudentCode string `json:"student_code"`
}

// List returns one page of the codes made for a room; All walks them all.
//
// Baijiayun API 8 获取已生成的参加码列表, POST /openapi/room/listcode. The document's table calls a code student_code, its example
// code: both are read.
func (s JoinCodesService) List(ctx context.Context, in *ListJoinCodesRequest, opts ...classcloud.CallOption) (*JoinCodePage, error) {
	out, err := call[listReply[joinCodeRow]](ctx, s.client, opJoinCodesList, in, opts)
	if err != nil {
		return nil, err
	}
	page := &JoinCodePage{Total: out.Total, Codes: make([]StudentJoinCode, len(out.List))}
	for i, row := range out.List {
		page.Codes[i] = row.StudentJoinCode
		page.Codes[i].Code = orElse(row.Code, row.StudentCode)
	}
	return page, nil
}

// All walks a room's codes from in.Page on, one page in memory. An error ends the walk; nothing is asked for after a break.
func (s JoinCodesService) All(ctx context.Context, in *ListJoinCodesRequest, opts ...classcloud.CallOption) iter.Seq2[StudentJoinCode, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, 100, maxJoinCodesPerPage)
	return pages(at.Page, at.PageSize, func(page int) ([]StudentJoinCode, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Codes, err
	})
}
