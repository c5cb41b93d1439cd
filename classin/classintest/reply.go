package classintest

import (
	"encoding/json"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Empty is the way PHP writes an empty object.
type Empty int

// The forms of nothing.
const (
	EmptyFields Empty = iota // an object whose fields are ""
	EmptyObject              // {}
	EmptyList                // []
	EmptyString              // ""
	EmptyNull                // null
	EmptyAbsent              // the member is missing
)

// Existing is the answer to a courseUniqueIdentity that was used before. The vendor's pages contradict each other.
type Existing int

// The answers.
const (
	ExistingRefused   Existing = iota // errno 398, with the id and more_data of the class that exists
	ExistingWithoutID                 // errno 398 and nothing else
	ExistingAccepted                  // errno 1, with the id and more_data of the class that exists
)

// Registered is what register and registerMultiple do with an account that exists. The vendor's pages contradict each other.
type Registered int

// The ways. In all of them the account keeps its password, nickname and picture.
const (
	RegisteredIgnored  Registered = iota // errno 135 or 461 with the UID; addToSchoolMember is ignored (user/register_new.md)
	RegisteredAdded                      // errno 135 or 461 with the UID; addToSchoolMember takes effect (user/register.md)
	RegisteredAccepted                   // with addToSchoolMember errno 1 with the UID, and it takes effect (Error-Handling/Lesson_errors.md); else as RegisteredIgnored
)

// dialect says in which of the vendor's ways the server writes replies. The zero value is the documented way.
type dialect struct {
	moreData, liveInfo                  Empty
	stringErrno, stringIDs, moreMembers bool
	bom                                 bool
	existing                            Existing
	registered                          Registered
	maintenanceErrno                    bool
}

// envelope is a reply of the first generation, in the documented order. Members that are nil are left out.
type envelope struct {
	Data      any       `json:"data,omitempty"`
	MoreData  any       `json:"more_data,omitempty"`
	ErrorInfo errorInfo `json:"error_info"`
}

type errorInfo struct {
	Errno any    `json:"errno"`
	Error string `json:"error"`
}

type moreData struct {
	LiveURL  string `json:"live_url"`
	LiveInfo any    `json:"live_info,omitempty"`
}

type liveInfo struct {
	RTMP, HLS, FLV string
}

func (d dialect) errorReply(c code) vendortest.Reply {
	return d.encode(envelope{ErrorInfo: d.errorInfo(c)})
}

// classReply answers about a class that exists, with any code.
func (d dialect) classReply(c code, class *Class) vendortest.Reply {
	return d.encode(envelope{Data: d.id(class.ClassID), MoreData: d.more(class), ErrorInfo: d.errorInfo(c)})
}

func (d dialect) existingReply(class *Class) vendortest.Reply {
	switch d.existing {
	case ExistingWithoutID:
		return d.errorReply(codeIdentityExists)
	case ExistingAccepted:
		return d.classReply(codeOK, class)
	default:
		return d.classReply(codeIdentityExists, class)
	}
}

func (d dialect) maintenanceReply() vendortest.Reply {
	if d.maintenanceErrno {
		return d.errorReply(codeMaintenance)
	}
	return vendortest.Text(int(codeMaintenance), "text/html; charset=utf-8", "<html><body>"+codeMaintenance.text()+"</body></html>")
}

func (d dialect) encode(v any) vendortest.Reply {
	reply := vendortest.JSON(v)
	if d.bom {
		reply.Body = append([]byte("\ufeff"), reply.Body...)
	}
	return reply
}

func (d dialect) errorInfo(c code) errorInfo {
	info := errorInfo{Errno: int64(c), Error: c.text()}
	if d.stringErrno {
		info.Errno = strconv.FormatInt(int64(c), 10)
	}
	return info
}

func (d dialect) id(id int64) any {
	if d.stringIDs {
		return strconv.FormatInt(id, 10)
	}
	return id
}

func (d dialect) more(class *Class) any {
	if !class.Record && d.moreData != EmptyFields {
		return d.moreData.value(nil)
	}
	more := moreData{LiveURL: class.LiveURL}
	if class.RTMP != "" {
		more.LiveInfo = liveInfo{RTMP: class.RTMP, HLS: class.HLS, FLV: class.FLV}
	} else {
		more.LiveInfo = d.liveInfo.value(liveInfo{})
	}
	return more
}

// value returns the JSON of the form. fields is the object for [EmptyFields]; nil leaves the member out.
func (e Empty) value(fields any) any {
	switch e {
	case EmptyObject:
		return struct{}{}
	case EmptyList:
		return []any{}
	case EmptyString:
		return ""
	case EmptyNull:
		return json.RawMessage("null")
	case EmptyAbsent:
		return nil
	default:
		return fields
	}
}

// topLevel holds the members that stand beside error_info instead of data.
type topLevel map[string]any

func (s *Server) answerV1(a answer) vendortest.Reply {
	dialect := s.settings.dialect
	if fields, ok := a.data.(topLevel); ok {
		fields["error_info"] = dialect.errorInfo(a.code)
		return dialect.encode(map[string]any(fields))
	}
	return dialect.encode(envelope{Data: a.data, MoreData: a.more, ErrorInfo: dialect.errorInfo(a.code)})
}

// itemV1 makes the verdict on one item of a batch.
func (s *Server) itemV1(c code, column string, fields map[string]any) map[string]any {
	item := map[string]any{}
	for name, value := range fields {
		item[name] = value
	}
	if column != "" {
		item["customColumn"] = column
	}
	info := s.settings.dialect.errorInfo(c)
	item["errno"], item["error"] = info.Errno, info.Error
	return item
}

// itemV2 makes the verdict on one item of a batch of the second generation.
func itemV2(c code, fields map[string]any) map[string]any {
	item := map[string]any{"code": int64(c), "msg": c.text()}
	for name, value := range fields {
		item[name] = value
	}
	return item
}

// answer is what a call is told, whatever the generation's envelope.
type answer struct {
	code       code
	data, more any
}

type v2Envelope struct {
	Code int64  `json:"code"`
	Msg  string `json:"msg"`
	Data any    `json:"data"`
}

func (s *Server) answerV2(a answer) vendortest.Reply {
	return vendortest.JSON(v2Envelope{int64(a.code), a.code.text(), a.data})
}
