package baijiayun

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// JoinCodesService creates and lists the codes (参加码) with which students enter a room.
type JoinCodesService struct{ client *Client }

// CreateJoinCodeRequest describes a code for one student or for everybody: set exactly one of UserNumber and Public.
type CreateJoinCodeRequest struct {
	RoomID     int64  `json:"room_id" check:"required"`
	UserNumber int64  `json:"user_number" wire:"always"` // the student's number in your own system; one student at a time can be in the room with the code
	Public     bool   `json:"-"`                         // one code for all students, as free classes need it; sent as user_number 0
	AvatarURL  string `json:"user_avatar"`               // absolute URL of the student's picture
}

// Validate refuses a request with neither or both of UserNumber and Public. A forgotten UserNumber would otherwise open a paid class to
// everybody.
func (r *CreateJoinCodeRequest) Validate() []classcloud.FieldError {
	var problem string
	switch {
	case r.UserNumber == 0 && !r.Public:
		problem = "is required: set Public for a code that everybody can use"
	case r.UserNumber != 0 && r.Public:
		problem = "is set together with Public: set exactly one"
	default:
		return nil
	}
	return []classcloud.FieldError{{Field: "UserNumber", Wire: "user_number", Problem: problem}}
}

// UnmarshalJSON reads the vendor's names. An explicit user_number of 0 asks for a public code, like "public": true.
func (r *CreateJoinCodeRequest) UnmarshalJSON(text []byte) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	var in struct {
		RoomID     int64  `json:"room_id"`
		UserNumber *int64 `json:"user_number"`
		Public     bool   `json:"public"`
		AvatarURL  string `json:"user_avatar"`
	}
	if err := new(wire.Filler).Fill(&in, values); err != nil {
		return err
	}
	*r = CreateJoinCodeRequest{RoomID: in.RoomID, Public: in.Public, AvatarURL: in.AvatarURL}
	if in.UserNumber != nil {
		r.UserNumber, r.Public = *in.UserNumber, in.Public || *in.UserNumber == 0
	}
	return nil
}

// JoinCode is a new code to enter a room.
type JoinCode struct {
	Code string `json:"student_code,omitzero" check:"required" secret:"true"` // six letters and digits, unique
}

// Create returns a code with which one student, or everybody, can enter a room.
//
// Baijiayun API 6 生成用户参加码, POST /openapi/room/getcode. The document says that a code belongs to one student and one room, and not that a
// student has one code: a repeat may create a second one, so the call is never repeated once it may have arrived. When
// classcloud.MaybeApplied(err), look through All for the student's code first.
func (s JoinCodesService) Create(ctx context.Context, in *CreateJoinCodeRequest, opts ...classcloud.CallOption) (*JoinCode, error) {
	return call[*JoinCode](ctx, s.client, opJoinCodesCreate, in, opts)
}

// JoinCodeInfo says whether a code exists, and for whom it was created.
type JoinCodeInfo struct {
	Exists bool            `json:"exist,omitzero" check:"present"`
	Info   JoinCodeDetails `json:"code_info,omitzero"` // set only when the code exists; otherwise its Role is -1
}

// JoinCodeDetails says for which room and user a code was created.
type JoinCodeDetails struct {
	Code       string    `json:"code,omitzero" check:"required" secret:"true"`
	RoomID     int64     `json:"room_id,omitzero" check:"required"`
	UserNumber int64     `json:"user_number,omitzero" check:"present"` // 0 for a public code
	Role       Role      `json:"user_role,omitzero"`
	UserName   string    `json:"user_name,omitzero"` // the document has it in its table but not in its example
	CreateTime time.Time `json:"create_time,omitzero"`
}

// joinCodeRef is the request of Get.
type joinCodeRef struct {
	Code string `json:"code" check:"required"`
}

// Get returns for whom a code was created. An unknown code is not an error: Exists is false. A reply that says that the code exists and not
// whose it is, or the contrary, is an error.
//
// Baijiayun API 7 获取用户参加码信息, POST /openapi/room/getCodeInfo. Safe to repeat.
func (s JoinCodesService) Get(ctx context.Context, code string, opts ...classcloud.CallOption) (*JoinCodeInfo, error) {
	return call[*JoinCodeInfo](ctx, s.client, opJoinCodesGet, &joinCodeRef{code}, opts)
}

// JoinCodeType separates ordinary codes from those of trial listeners (type).
type JoinCodeType int

// The documented kinds.
const (
	JoinCodeTypeNormal   JoinCodeType = 0 // an ordinary code: 普通参加码
	JoinCodeTypeAudition JoinCodeType = 1 // a trial listener's code: 试听参加码
)

var joinCodeTypeNames = map[JoinCodeType]string{
	JoinCodeTypeNormal:   "Normal",
	JoinCodeTypeAudition: "Audition",
}

// String returns the kind's name, or JoinCodeType(9) for a value this module does not know.
func (t JoinCodeType) String() string { return wire.EnumName("JoinCodeType", t, joinCodeTypeNames) }

const maxJoinCodesPerPage = 1000

// ListJoinCodesRequest selects a page of a room's codes.
type ListJoinCodesRequest struct {
	RoomID   int64        `json:"room_id" check:"required"`
	Type     JoinCodeType `json:"type"`  // default JoinCodeTypeNormal
	Page     int          `json:"page"`  // from 1, the default
	PageSize int          `json:"limit"` // codes per page, default 100, at most 1,000
}

// Validate refuses a page size that the vendor does not take.
func (r *ListJoinCodesRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxJoinCodesPerPage, "limit")
}

// JoinCodePage is one page of codes.
type JoinCodePage struct {
	Total int               `json:"total,omitzero"` // over all pages; -1 when the reply does not say
	Codes []StudentJoinCode `json:"list,omitzero"`
}

// StudentJoinCode is a code and the student it was made for.
type StudentJoinCode struct {
	Code       string `json:"code,omitzero" secret:"true"`
	UserNumber int64  `json:"user_number,omitzero" check:"present"`    // 0 for a public code
	AvatarURL  string `json:"user_avatar,omitzero" check:"decorative"` // URL of the picture given to Create
}

// joinCodeRow is a code that the vendor writes under one of two names.
type joinCodeRow struct {
	StudentJoinCode
	StudentCode string `json:"student_code"`
}

// Lacks asks for the code under either name.
func (r *joinCodeRow) Lacks() string {
	if r.Code == "" && r.StudentCode == "" {
		return "code"
	}
	return ""
}

// List returns one page of a room's codes; All iterates over all of them.
//
// Baijiayun API 8 获取已生成的参加码列表, POST /openapi/room/listcode. The document calls a code student_code in its table and code in
// its example; both are read. Safe to repeat.
func (s JoinCodesService) List(ctx context.Context, in *ListJoinCodesRequest, opts ...classcloud.CallOption) (*JoinCodePage, error) {
	out, err := call[*listReply[joinCodeRow]](ctx, s.client, opJoinCodesList, in, opts)
	if out == nil {
		return nil, err
	}
	page := &JoinCodePage{Total: out.total(), Codes: make([]StudentJoinCode, len(out.List))}
	for i, row := range out.List {
		page.Codes[i] = row.StudentJoinCode
		page.Codes[i].Code = orElse(row.Code, row.StudentCode)
	}
	return page, err
}

// All iterates over a room's codes, starting at in.Page, with one page in memory, until as many came as the vendor says there are. A code
// that cannot be read is an error and does not end the iteration; when codes are missing at the end, the last error is DataLoss and says how
// many. Any other error ends the iteration, and after a break no further page is fetched.
func (s JoinCodesService) All(ctx context.Context, in *ListJoinCodesRequest, opts ...classcloud.CallOption) iter.Seq2[StudentJoinCode, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, 100, maxJoinCodesPerPage)
	code := func(c StudentJoinCode) string { return c.Code }
	return walk(opJoinCodesList, at.Page, code, func(page int) ([]StudentJoinCode, int, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Codes, valueOf(out).Total, err
	})
}
