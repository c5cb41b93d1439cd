package weclassroom

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// protocol is how WeClassroom seals, wraps and unwraps.
type protocol struct {
	source  CredentialSource
	baseURL string
}

func (p *protocol) Account(ctx context.Context, _ *transport.Call) (transport.Account, error) {
	keys, err := p.source.Credentials(ctx)
	if err != nil {
		return transport.Account{}, err
	}
	if err := keys.check(); err != nil {
		return transport.Account{}, err
	}
	return transport.Account{ID: vendor + ":" + keys.ApplicationID, Keys: keys}, nil
}

func (p *protocol) Encode(_ context.Context, a transport.Account, c *transport.Call, env *transport.Env) (*transport.Request, error) {
	keys := a.Keys.(Credentials)
	plain, err := wire.AppendPHP(nil, c.Message.Body)
	if err != nil {
		return nil, err
	}
	signMsg, err := seal(plain, keys.Secret, env.Rand)
	if err != nil {
		return nil, fmt.Errorf("cannot seal the parameters: %w", err)
	}
	req := &transport.Request{Method: c.Op.Method, URL: p.baseURL + c.Op.Path, Header: http.Header{}}
	req.Secrets = []string{keys.Secret, signMsg}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Body = wire.AppendForm(nil, []wire.Member{
		{Name: "applicationID", Value: wire.TextOf(keys.ApplicationID)},
		{Name: "signMsg", Value: wire.TextOf(signMsg)},
	})
	return req, nil
}

// Decode reads an envelope whatever the HTTP status: the vendor documents none.
func (p *protocol) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	status, code := envelope.Text("status"), envelope.Text("error_code")
	if code == "" {
		code = envelope.Text("code") // API 34
	}
	switch {
	case status == "1", status == "" && code == codeOK:
		return payload(c, envelope), nil
	case status == "" && code == "":
		return nil, transport.Malformed(r, errors.New("has neither status nor error_code"))
	}
	return nil, failed(code, envelope.Text("msg"))
}

// payload finds the result, which some endpoints put beside data.
func payload(c *transport.Call, envelope wire.Envelope) []byte {
	switch c.Op.Name {
	case operations[opUsersSetPhone].Name:
		return beside(envelope, "uid")
	case operations[opClassroomsCreate].Name:
		return beside(envelope, "classroomId")
	case operations[opClassroomsAddStudents].Name:
		return notEntered(envelope)
	case operations[opDocumentsUploadFromURL].Name:
		return beside(envelope, "coursewareId")
	case operations[opLessonsCreate].Name:
		return createdLesson(envelope)
	case operations[opLessonsCreateBatch].Name:
		return createdLessons(envelope)
	case operations[opLessonsAddDocuments].Name, operations[opLessonsAddStudents].Name:
		return leftOut(envelope)
	case operations[opRecordingsListByUser].Name:
		return recordingDays(envelope)
	}
	return envelope.Get("data")
}

// raw makes a value of JSON from a reply.
func raw(json []byte) wire.Value { return wire.Value{Kind: wire.JSON, Text: string(json)} }

// beside takes an id from beside the envelope's own members. A success without it is an error, not a classroom 0.
func beside(envelope wire.Envelope, name string) []byte {
	id := envelope.Get(name)
	if noID(id) {
		return nil
	}
	return wire.AppendJSONObject(nil, []wire.Member{{Name: name, Value: raw(id)}})
}

func noID(id []byte) bool { return wire.IsEmpty(id) || wire.ScalarText(id) == "0" }

// notEntered reads the students a classroom did not take. The document prints the member's name with a blank behind it; without the
// member all were taken.
func notEntered(envelope wire.Envelope) []byte {
	var members []wire.Member
	for _, m := range envelope {
		if name := strings.TrimSpace(m.Name); name == "notEnterStudentIds" {
			members = append(members, wire.Member{Name: name, Value: raw(m.Raw)})
		}
	}
	return wire.AppendJSONObject(nil, members)
}

// leftOut reads what a lesson did not take, by reason. A map without reasons is PHP's empty array.
func leftOut(envelope wire.Envelope) []byte {
	data := envelope.Get("data")
	if wire.IsEmpty(data) {
		return []byte("{}")
	}
	return data
}

// createdLesson joins data, a bare id or an object with one, and the command beside it.
func createdLesson(envelope wire.Envelope) []byte {
	id := lessonID(envelope.Get("data"))
	if noID(id) {
		return nil
	}
	return withCommand(envelope, wire.Member{Name: "lessonId", Value: raw(id)})
}

// lessonID is what a create answers with: an id, or the whole lesson.
func lessonID(data []byte) []byte {
	if bytes.HasPrefix(data, []byte("{")) {
		lesson, _ := wire.Split(data)
		return lesson.Get("id") // without one there is no result
	}
	return data
}

// createdLessons joins data, in whatever form the ids come, and the command beside it.
func createdLessons(envelope wire.Envelope) []byte {
	ids := lessonIDs(envelope.Get("data"))
	if len(ids) == 0 {
		return nil
	}
	return withCommand(envelope, wire.Member{Name: "lessonIds", Value: wire.Value{Kind: wire.List, Items: ids}})
}

// lessonIDs reads one id, a lesson, ids in a text with commas, or a list of ids or lessons, which may be an object after gaps. What
// these are not is left for the decoder to refuse.
func lessonIDs(data []byte) []wire.Member {
	var each []json.RawMessage
	switch {
	case wire.IsEmpty(data):
		return nil
	case data[0] == '"':
		for text := range strings.SplitSeq(wire.ScalarText(data), ",") {
			each = append(each, wire.TextOf(strings.TrimSpace(text)).AppendJSON(nil))
		}
	case data[0] == '{':
		lesson, _ := wire.Split(data)
		gaps := !slices.ContainsFunc(lesson, func(m wire.RawMember) bool { return strings.Trim(m.Name, "0123456789") != "" })
		if !gaps {
			each = append(each, data)
			break
		}
		for _, m := range lesson {
			each = append(each, m.Raw)
		}
	case data[0] == '[':
		if json.Unmarshal(data, &each) != nil {
			each = append(each, data)
		}
	default:
		each = append(each, data)
	}
	var ids []wire.Member
	for _, one := range each {
		if id := lessonID(one); !noID(id) {
			ids = append(ids, wire.Member{Value: raw(id)})
		}
	}
	return ids
}

// withCommand adds the command that opens a CategoryCommand classroom. One that is no plain value is kept as it stands: it must not
// cost the caller the ids of what was made.
func withCommand(envelope wire.Envelope, made wire.Member) []byte {
	members := []wire.Member{made}
	if command := envelope.Get("command"); !wire.IsEmpty(command) {
		text := wire.ScalarText(command)
		if text == "" {
			text = string(command)
		}
		members = append(members, wire.Member{Name: "command", Value: wire.TextOf(text)})
	}
	return wire.AppendJSONObject(nil, members)
}

// recordingDays gathers the members that are named by a day, 20160401, in the order of the days.
func recordingDays(envelope wire.Envelope) []byte {
	var days []wire.Member
	for _, m := range envelope {
		if len(m.Name) == len("20060102") && strings.Trim(m.Name, "0123456789") == "" {
			days = append(days, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
				{Name: "date", Value: wire.TextOf(m.Name)}, {Name: "urls", Value: raw(m.Raw)},
			}}})
		}
	}
	slices.SortStableFunc(days, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	return wire.Value{Kind: wire.List, Items: days}.AppendJSON(nil)
}

func (p *protocol) Recover(_ context.Context, _ *transport.Call, _ *classcloud.Reply, failure *classcloud.Error) transport.Verdict {
	if errors.Is(failure, CodeServer) {
		return transport.Retry
	}
	return transport.Recover(failure)
}
