package aui

import (
	"encoding/json"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Board describes the whiteboard of a class, in the words of its vendor (NetEase) at its creation.
type Board struct {
	AppKey  string `json:"appKey,omitzero"` // front ends open the whiteboard with AppKey, BoardID and UID
	BoardID string `json:"boardId,omitzero"`
	Title   string `json:"boardTitle,omitzero"` // the class's title at its creation; it never changes
	CID     string `json:"cid,omitzero"`        // the whiteboard vendor's own id of it
	UID     int64  `json:"uid,omitzero"`
	Code    int    `json:"code,omitzero"`    // the whiteboard vendor's code: 200
	Message string `json:"message,omitzero"` // the text beside Code
}

// Board reads Boards. It fails with classcloud.NotFound when the class does not have a whiteboard.
func (c *Class) Board() (*Board, error) {
	out := &Board{}
	if err := readText("Class.Board", c.Boards, func(text []byte) error { return wire.Decode(text, out) }); err != nil {
		return nil, err
	}
	return out, nil
}

// Meeting reads MeetingInfo: the co-streaming at the time the class was read. Without any it returns an empty Meeting.
func (c *Class) Meeting() (*Meeting, error) {
	out := &Meeting{}
	if c.MeetingInfo == "" {
		return out, nil
	}
	if err := readText("Class.Meeting", c.MeetingInfo, func(text []byte) error { return wire.Decode(text, out) }); err != nil {
		return nil, err
	}
	return out, nil
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

// readText calls read with a text. An empty text and one that read refuses are errors.
func readText(operation, text string, read func([]byte) error) error {
	failure := &classcloud.Error{Vendor: vendor, Operation: operation, Outcome: classcloud.OutcomeNotApplied}
	if text == "" {
		failure.Kind, failure.Message = classcloud.NotFound, "the text is empty"
		return failure
	}
	if err := read([]byte(text)); err != nil {
		failure.Kind, failure.Message, failure.Err = classcloud.DataLoss, "cannot read the text: "+err.Error(), err
		return failure
	}
	return nil
}
