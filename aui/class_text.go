package aui

import (
	"encoding/json"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// The AppServer keeps JSON inside strings. The raw text stays in the results; what follows reads it.

// Board is the whiteboard of a class, as its vendor (NetEase) described it when it was made.
type Board struct {
	AppKey  string `json:"appKey,omitzero"`
	BoardID string `json:"boardId,omitzero"`
	Title   string `json:"boardTitle,omitzero"` // the class's when it was created, for ever
	CID     string `json:"cid,omitzero"`        // the whiteboard vendor's id of it
	UID     int64  `json:"uid,omitzero"`
	Code    int    `json:"code,omitzero"` // 200
	Message string `json:"message,omitzero"`
}

// Board reads Boards. A class without one is classcloud.NotFound.
func (c *Class) Board() (*Board, error) {
	out := &Board{}
	if err := readText("Class.Board", c.Boards, func(text []byte) error { return wire.Decode(text, out) }); err != nil {
		return nil, err
	}
	return out, nil
}

// Meeting reads MeetingInfo: the co-streaming as it was when the class was asked for. An empty Meeting where there is none.
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

// DecodeExtends reads Extends, the team's own JSON, into what to points to. A class without any is classcloud.NotFound.
func (c *Class) DecodeExtends(to any) error {
	return readText("Class.DecodeExtends", c.Extends, func(text []byte) error { return json.Unmarshal(text, to) })
}

// DecodeData reads Data, the team's own JSON, into what to points to. A document without any is classcloud.NotFound.
func (d *ClassDocument) DecodeData(to any) error {
	return readText("ClassDocument.DecodeData", d.Data, func(text []byte) error { return json.Unmarshal(text, to) })
}

// Decode reads Permit, the team's own JSON, into what to points to. A permit without any is classcloud.NotFound.
func (p *Permit) Decode(to any) error {
	return readText("Permit.Decode", p.Permit, func(text []byte) error { return json.Unmarshal(text, to) })
}

func readText(operation, text string, read func([]byte) error) error {
	failure := &classcloud.Error{Vendor: vendor, Operation: operation, Outcome: classcloud.OutcomeNotApplied}
	if text == "" {
		failure.Kind, failure.Message = classcloud.NotFound, "there is no text to read"
		return failure
	}
	if err := read([]byte(text)); err != nil {
		failure.Kind, failure.Message, failure.Err = classcloud.DataLoss, "cannot read the text: "+err.Error(), err
		return failure
	}
	return nil
}
