package baijiayun

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// asked compares what a reply says with what was asked for. An id that is another one than was sent is a warning: the reply may be about
// something else.
func (r reading) asked(c *transport.Call, data []byte) *classcloud.Error {
	sent := r.sent(c)
	if len(sent) == 0 && r.check == nil {
		return nil
	}
	members, err := wire.Split(data)
	if err != nil {
		return nil //nolint:nilerr // the decoder tells
	}
	for _, asked := range sent {
		transport.DoubtAnother(c, asked.name, idIn(members, asked.name), asked.id)
	}
	if r.check != nil {
		return r.check(c, members)
	}
	return nil
}

// namedID is an id with the vendor's name of what it is of.
type namedID struct{ name, id string }

// sent returns the ids that were sent under names that the reply may have, too.
func (r reading) sent(c *transport.Call) (ids []namedID) {
	for _, names := range [][]string{r.about, r.known} {
		for _, name := range names {
			if id := sentID(c, name); id != "" && strings.HasSuffix(name, "id") {
				ids = append(ids, namedID{name, id})
			}
		}
	}
	return ids
}

// sentID returns the id that was sent under a name, or "".
func sentID(c *transport.Call, name string) string {
	if c.Message == nil {
		return ""
	}
	for _, m := range c.Message.Body {
		if m.Name == name && m.Value.Kind == wire.Int && m.Value.Int > 0 {
			return strconv.FormatInt(m.Value.Int, 10)
		}
	}
	return ""
}

// idIn returns the id that stands under a name, or "" for what is none.
func idIn(members wire.Envelope, name string) string {
	var id int64
	if wire.Decode(members.Get(name), &id) != nil || id < 1 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// checkJoinCode refuses a reply that says that a code exists and not whose it is, or the other way round, and warns of one about another code.
func checkJoinCode(c *transport.Call, members wire.Envelope) *classcloud.Error {
	exist, exists := members.Get("exist"), false
	if exist == nil || wire.Decode(exist, &exists) != nil {
		return nil //nolint:nilerr // the decoder tells
	}
	info, _ := wire.Split(members.Get("code_info"))
	code := info.Text("code")
	in, _ := c.In.(*joinCodeRef)
	switch {
	case exists && wire.IsEmpty(members.Get("code_info")):
		return unread(c, "/code_info", "is missing from a code that exists")
	case !exists && code != "":
		return unread(c, "/exist", "says no, beside the room and the user of a code")
	case in != nil && code != "" && !strings.EqualFold(code, in.Code):
		c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply is about another code than was asked for"})
	}
	return nil
}

// checkGroups warns of a success that names fewer groups than were asked for.
func checkGroups(c *transport.Call, members wire.Envelope) *classcloud.Error {
	in, _ := c.In.(*CreateGroupCodesRequest)
	groups := map[string]bool{}
	for _, name := range []string{"admin", "student"} {
		for _, row := range wire.Elements(members.Get(name)) {
			if one, err := wire.Split(row); err == nil {
				groups[one.Text("group_id")] = true
			}
		}
	}
	if delete(groups, ""); in != nil && len(groups) < in.Number {
		c.Warnings = append(c.Warnings, classcloud.Warning{Message: fmt.Sprintf("the reply names %d groups, and %d were asked for: look at Groups.GetCodes", len(groups), in.Number)})
	}
	return nil
}

// checkRoster warns of a success that does not name each of the students.
func checkRoster(c *transport.Call, members wire.Envelope) *classcloud.Error {
	in, _ := c.In.(*SaveClassRosterRequest)
	var saved []SavedStudent
	report, err := wire.ReadAt("/student_list", members.Get("student_list"), &saved)
	if in == nil || err != nil || !report.OK() {
		return nil //nolint:nilerr // the decoder tells
	}
	var missing []string
	for i, student := range in.Students {
		if !slices.ContainsFunc(saved, func(s SavedStudent) bool { return s.StudentID == student.StudentID }) {
			missing = append(missing, fmt.Sprintf("Students[%d]", i))
		}
	}
	if len(missing) > 0 {
		c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply does not name " + strings.Join(missing, ", ") + ": ClassRosters.Get shows who is saved"})
	}
	return nil
}
