package vendortest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
)

// Lie says how replies differ from what the operation did, as a vendor's server might. Fields that are zero change nothing.
type Lie struct {
	PageCap  int      // the server gives at most so many rows a page, whatever was asked for
	LeaveOut int      // every so many-th row of a list is left out, while the total stays
	Null     int      // every so many-th row of a list is null
	Reverse  bool     // the rows come in the reverse order
	Nothing  string   // the data is this JSON instead: [], {}, null, "" or false; "absent" leaves it out
	Drop     []string // members that are left out of the data and of every row
	Odd      []string // members of the data and of every row whose value becomes an object nobody expects
	Status   int      // the reply comes under this HTTP status
}

// Lie changes the replies to authenticated calls of an operation, or of every operation when it is "", from now on. The zero Lie ends
// it. It panics on an operation that no route has and on a Status that is not an HTTP status.
func (s *Server) Lie(operation string, lie Lie) {
	if operation != "" {
		s.mustHave(operation)
	}
	if lie.Status != 0 && !validStatus(lie.Status) {
		panic("vendortest: Lie: the Status is not an HTTP status")
	}
	s.locked(func() { s.lies[operation] = lie })
}

// lie is what holds for an operation: its own, or that of every operation.
func (s *Server) lie(operation string) (lie Lie) {
	s.locked(func() {
		lie = s.lies[operation]
		if lie.isZero() {
			lie = s.lies[""]
		}
	})
	return lie
}

// Cap is the page size that an operation has under its Lie: size, or less.
func (s *Server) Cap(operation string, size int) int {
	if most := s.lie(operation).PageCap; most > 0 {
		return min(size, most)
	}
	return size
}

func (l Lie) isZero() bool {
	return l.PageCap == 0 && l.LeaveOut == 0 && l.Null == 0 && !l.Reverse && l.Nothing == "" && len(l.Drop) == 0 && len(l.Odd) == 0 && l.Status == 0
}

// tell changes a reply.
func (l Lie) tell(reply Reply) Reply {
	if l.isZero() {
		return reply
	}
	if l.Status != 0 {
		reply.Status = l.Status
	}
	var envelope map[string]any
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(reply.Body, []byte("\uFEFF"))))
	dec.UseNumber()
	if dec.Decode(&envelope) != nil || envelope == nil {
		return reply
	}
	if data, ok := envelope["data"]; ok {
		envelope["data"] = l.change(data)
	}
	switch l.Nothing {
	case "":
	case "absent":
		delete(envelope, "data")
	default:
		envelope["data"] = json.RawMessage(l.Nothing)
	}
	changed := JSON(envelope)
	changed.Status, changed.Header = reply.Status, reply.Header
	if changed.Header == nil {
		changed.Header = http.Header{"Content-Type": {jsonContentType}}
	}
	return changed
}

// change walks the data: lists lose, gain and turn their rows, objects their members.
func (l Lie) change(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			switch {
			case slices.Contains(l.Drop, name):
				delete(v, name)
			case slices.Contains(l.Odd, name):
				v[name] = map[string]any{"unexpected": []any{1}}
			default:
				v[name] = l.change(value)
			}
		}
	case []any:
		return l.rows(v)
	}
	return v
}

func (l Lie) rows(list []any) []any {
	out := make([]any, 0, len(list))
	for i, row := range list {
		nth := func(n int) bool { return n > 0 && (i+1)%n == 0 }
		switch {
		case nth(l.LeaveOut):
		case nth(l.Null):
			out = append(out, nil)
		default:
			out = append(out, l.change(row))
		}
	}
	if l.Reverse {
		slices.Reverse(out)
	}
	return out
}
