package aui

import (
	"encoding/json"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Board describes the whiteboard of a class, in the words of its vendor (NetEase) at its creation.
type Board struct {
	AppKey  string `json:"appKey,omitzero" check:"required"` // front ends open the whiteboard with AppKey, BoardID and UID
	BoardID string `json:"boardId,omitzero" check:"required"`
	Title   string `json:"boardTitle,omitzero"` // the class's title at its creation; it never changes
	CID     string `json:"cid,omitzero"`        // the whiteboard vendor's own id of it
	UID     int64  `json:"uid,omitzero"`
	Code    int    `json:"code,omitzero"`    // the whiteboard vendor's code: 200
	Message string `json:"message,omitzero"` // the text beside Code
}

// Board reads Boards. It fails with classcloud.NotFound when the class does not have a whiteboard.
func (c *Class) Board() (*Board, error) {
	if wire.IsEmpty([]byte(c.Boards)) {
		return nil, noText("Class.Board")
	}
	out := &Board{}
	if err := readResult("Class.Board", c.Boards, out); err != nil {
		return nil, err
	}
	return out, nil
}

// Meeting reads MeetingInfo: the co-streaming at the time the class was read. Without any it returns an empty Meeting. A member that
// cannot be read is left out, and stands in the Rows of the error beside the Meeting.
func (c *Class) Meeting() (*Meeting, error) {
	out := &Meeting{}
	if wire.IsEmpty([]byte(c.MeetingInfo)) {
		return out, nil
	}
	err := readResult("Class.Meeting", c.MeetingInfo, out)
	if err != nil && len(badRows(err)) == 0 {
		return nil, err
	}
	return out, err
}

// DecodeExtends decodes Extends, JSON of the team's own, into the variable that to points to. It fails with classcloud.NotFound
// when Extends is empty.
func (c *Class) DecodeExtends(to any) error {
	return readText("Class.DecodeExtends", c.Extends, func(text []byte) error { return json.Unmarshal(text, to) })
}

// DecodeData decodes Data, JSON of the team's own, into the variable that to points to. It fails with classcloud.NotFound when Data
// is empty.
func (d *ClassDocument) DecodeData(to any) error {
	return readText("ClassDocument.DecodeData", d.Data, func(text []byte) error { return json.Unmarshal(text, to) })
}

// Decode decodes Permit, JSON of the team's own, into the variable that to points to. It fails with classcloud.NotFound when Permit
// is empty.
func (p *Permit) Decode(to any) error {
	return readText("Permit.Decode", p.Permit, func(text []byte) error { return json.Unmarshal(text, to) })
}

// noText returns the error of a text that holds nothing.
func noText(operation string) error {
	return &classcloud.Error{Vendor: vendor, Operation: operation, Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied,
		Message: "the text holds nothing"}
}

// badText returns the error of a text that cannot be read.
func badText(operation string, cause error) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Operation: operation, Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied,
		Message: "cannot read the text: " + cause.Error(), Err: cause}
}

// readText calls read with a text of the team's own. An empty text, null, and one that read refuses are errors.
func readText(operation, text string, read func([]byte) error) error {
	if text = strings.TrimSpace(text); text == "" || text == "null" {
		return noText(operation)
	}
	if err := read([]byte(text)); err != nil {
		return badText(operation, err)
	}
	return nil
}

// readResult reads a text of the server's into a result. Beside an error with Rows the other rows are in out.
func readResult(operation, text string, out any) error {
	report, err := wire.Read([]byte(text), out)
	switch {
	case err != nil:
		return badText(operation, err)
	case len(report.Fields) > 0:
		return badText(operation, report.Fields[0])
	case len(report.Rows) > 0:
		failure := badText(operation, &wire.DecodeError{Path: report.Rows[0].Path, Problem: report.Rows[0].Problem})
		failure.Rows = report.Rows
		return failure
	}
	return nil
}
