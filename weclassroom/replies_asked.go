package weclassroom

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// checkRecording warns of the replay of another lesson than was asked for.
func checkRecording(c *transport.Call, payload []byte) *classcloud.Error {
	in, _ := c.In.(*lessonText)
	data, _ := wire.Split(payload) // what cannot be read is the decoder's to tell
	if in != nil {
		transport.DoubtAnother(c, "lesson_id", idDigits(wire.ScalarText(data.Get("lesson_id"))), strconv.FormatInt(in.LessonID, 10))
	}
	return nil
}

// onlyAsked warns of rows about what was not asked for. name is the member by which a row says what it is about, and plain makes one text of
// all forms of it.
func onlyAsked[In any](name string, plain func(string) string, asked func(*In) []string) func(*transport.Call, []byte) *classcloud.Error {
	return func(c *transport.Call, payload []byte) *classcloud.Error {
		in, _ := c.In.(*In)
		if in == nil {
			return nil
		}
		var ids, strangers []string
		for _, one := range asked(in) {
			ids = append(ids, plain(one))
		}
		for _, row := range wire.Elements(payload) {
			members, _ := wire.Split(row)
			id := plain(wire.ScalarText(members.Get(name)))
			if id != "" && !slices.Contains(ids, id) && !slices.Contains(strangers, id) {
				strangers = append(strangers, id)
			}
		}
		for i, phone := range strangers {
			if name == "mobile" && len(phone) > 4 { // which is somebody's
				strangers[i] = "…" + phone[len(phone)-4:]
			}
		}
		if len(strangers) > 0 {
			c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply has rows that were not asked for: " + name + " " + strings.Join(strangers, ", ")})
		}
		return nil
	}
}

// texts returns ids as text.
func texts(ids []int64) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strconv.FormatInt(id, 10)
	}
	return out
}

// idDigits returns a number of an id as its digits, or "" for what is none.
func idDigits(text string) string {
	if id := wholeNumber([]byte(text)); id > 0 {
		return strconv.FormatInt(id, 10)
	}
	return ""
}
