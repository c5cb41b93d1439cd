package classin

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// perPage is the size of the pages that an iterator asks for unless the caller says otherwise.
const perPage = 100

// listing says under which names a read that the vendor opens per school gives its rows and their members. Its public readers do not
// agree on that, and the vendor's pages about it are gone: every name that one of them reads is read.
type listing struct {
	under []string            // the members of data that may hold the list
	names map[string][]string // the members of a row, and the other names that each may have
	id    string              // the member that tells rows apart
	byID  bool                // rows may be keyed by their id without repeating it
	alone bool                // the result is one row, not a list
	loose bool                // the row may be a list or a plain value: its elements are members called 0, 1, …
	pair  [2]string           // the members that key and value are where data is an object of plain values; empty where that cannot be
	zero  string              // the member that may be missing where a row has pair's first; empty for none
}

// listed is what a reply says beside its rows.
type listed struct {
	total *int // of all pages; nil when the reply does not say
}

// read returns the rows of a reply, each under the result's own names.
func (l *listing) read(c *transport.Call, v *verdict) []byte {
	raws, ok := l.rows(c, v.data)
	if !ok {
		return v.data // nothing that is known as a list: reading it as one tells of it
	}
	if l.alone {
		switch len(raws) {
		case 0:
			return nil
		case 1:
			return l.row(c, raws[0])
		}
		return v.data
	}
	rows := make([][]byte, len(raws))
	for i, raw := range raws {
		rows[i] = l.row(c, raw)
	}
	return writeRows(rows)
}

// rows finds the rows: a bare list, a list under a name, an object of rows by their ids, an object of plain values, or one row alone.
func (l *listing) rows(c *transport.Call, data []byte) ([][]byte, bool) {
	if wire.IsEmpty(data) {
		return nil, true
	}
	state, ok := c.Vendor.(*listed)
	if !ok {
		state = new(listed)
	}
	*state = listed{}
	object, err := wire.Split(data)
	if err != nil {
		return l.elements(data)
	}
	for _, name := range l.under {
		if inner := object.Get(name); inner != nil {
			c.Joined = append(c.Joined, name)
			c.Known = append(c.Known, "total")
			if n, err := strconv.Atoi(object.Text("total")); err == nil && n >= 0 {
				state.total = &n
			}
			return l.inside(c, inner)
		}
	}
	return l.inside(c, data)
}

// inside finds the rows of what is a list by its place.
func (l *listing) inside(c *transport.Call, data []byte) ([][]byte, bool) {
	object, err := wire.Split(data)
	switch {
	case wire.IsEmpty(data):
		return nil, true
	case err != nil:
		return l.elements(data)
	case l.loose:
		return [][]byte{data}, true
	case l.find(object, l.id) != nil:
		return [][]byte{data}, true
	}
	isRow := func(m wire.RawMember) bool { _, err := wire.Split(m.Raw); return err == nil }
	isPlain := func(m wire.RawMember) bool { return m.Raw[0] != '{' && m.Raw[0] != '[' }
	var rows [][]byte
	switch {
	case !slices.ContainsFunc(object, func(m wire.RawMember) bool { return !isRow(m) }):
		for _, m := range object {
			c.Joined = append(c.Joined, m.Name)
			rows = append(rows, l.keyed(m))
		}
	case l.pair[0] != "" && !slices.ContainsFunc(object, func(m wire.RawMember) bool { return !isPlain(m) }):
		for _, m := range object {
			c.Known = append(c.Known, m.Name)
			rows = append(rows, wire.AppendJSONObject(nil, []wire.Member{
				{Name: l.pair[0], Value: wire.TextOf(m.Name)}, {Name: l.pair[1], Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}}}))
		}
	default:
		return nil, false
	}
	return rows, true
}

// elements returns the elements of a list.
func (l *listing) elements(data []byte) ([][]byte, bool) {
	list := wire.Elements(data)
	if !l.loose {
		return list, len(list) > 0
	}
	if len(list) == 0 {
		list = [][]byte{data}
	}
	members := make([]wire.Member, len(list))
	for i, raw := range list {
		members[i] = wire.Member{Name: strconv.Itoa(i), Value: wire.Value{Kind: wire.JSON, Text: string(raw)}}
	}
	return [][]byte{wire.AppendJSONObject(nil, members)}, true
}

// keyed returns a row that an object holds under a key: the key is its id where the row does not repeat it, and is a number above 0.
func (l *listing) keyed(m wire.RawMember) []byte {
	row, _ := wire.Split(m.Raw)
	if n, err := strconv.ParseInt(m.Name, 10, 64); err != nil || n < 1 || l.find(row, l.id) != nil || !l.byID {
		return m.Raw
	}
	return wire.AppendJSONObject(nil, append(appendRaw(nil, row), wire.Member{Name: l.id, Value: wire.TextOf(m.Name)}))
}

// find returns the first of a member's names that a row has a value under.
func (l *listing) find(row wire.Envelope, member string) *wire.RawMember {
	for _, name := range append([]string{member}, l.names[member]...) {
		for i := range row {
			if row[i].Name == name && string(row[i].Raw) != "null" {
				return &row[i]
			}
		}
	}
	return nil
}

// row writes a row under the result's own names. What has none is kept under unknown.
func (l *listing) row(c *transport.Call, raw []byte) []byte {
	members, err := wire.Split(raw)
	if err != nil {
		return raw // a row that cannot be read: reading it tells of it
	}
	var out, unknown []wire.Member
	taken := map[string]bool{}
	add := func(name string, value []byte) {
		out = append(out, wire.Member{Name: name, Value: wire.Value{Kind: wire.JSON, Text: string(value)}})
	}
	for name := range l.names {
		if found := l.find(members, name); found != nil {
			taken[found.Name] = true
			if found.Name != name {
				c.Known = append(c.Known, found.Name)
			}
			add(name, found.Raw)
		}
	}
	for _, m := range members {
		if !taken[m.Name] && string(m.Raw) != "null" {
			unknown = append(unknown, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
		}
	}
	if l.zero != "" && l.find(members, l.zero) == nil && l.find(members, l.pair[0]) != nil {
		add(l.zero, []byte("0"))
	}
	if len(unknown) > 0 {
		out = append(out, wire.Member{Name: "unknown", Value: wire.Value{Kind: wire.Map, Items: unknown}})
	}
	return wire.AppendJSONObject(nil, out)
}

// list carries out a read of many rows, and returns them with the number of rows over all pages, or nil when the reply does not say.
func list[T any](ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (rows []T, total *int, err error) {
	state := &listed{}
	err = c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in, Vendor: state}, &rows, opts)
	if rows == nil && err == nil {
		rows = []T{} // "there is nothing"
	}
	return rows, state.total, strictCode(err)
}

// one carries out a read of one row.
func one[T any](ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (out *T, err error) {
	err = c.road().Do(ctx, &transport.Call{Op: &operations[id], ID: int(id), In: in, Vendor: &listed{}}, &out, opts)
	return out, strictCode(err)
}

// walk iterates over a paged list, from page first on. fetch returns a page and the total.
func walk[T any, K comparable](op opID, first int, key func(T) K, fetch func(page int) ([]T, *int, error)) iter.Seq2[T, error] {
	return transport.Walk(vendor, operations[op].Name, first, key, func(page int) (transport.ListPage[T], error) {
		rows, total, err := fetch(page)
		out := transport.ListPage[T]{Items: rows, Total: -1}
		if total != nil && *total >= len(rows) {
			out.Total = *total
		}
		return out, err
	})
}

// notOpened is what CodeNotAuthorized means in a read that the vendor opens per school.
func notOpened(action string) map[Code]transport.CodeInfo {
	return map[Code]transport.CodeInfo{CodeNotAuthorized: {Kind: classcloud.PermissionDenied, Outcome: classcloud.OutcomeNotApplied,
		Text: "No permission(Security verification failed.).",
		Hint: "the vendor opens this read per school: ask it to open the action " + action + " for your SID; if other calls are refused alike, the secret, the SID or this machine's clock is wrong"}}
}

// person are the other names of who a row is about.
func person(role string) map[string][]string {
	return map[string][]string{
		role + "Uid":     {role + "_uid", "uid", "UID"},
		role + "Name":    {role + "_name", "name"},
		role + "Account": {role + "_account", "telephone", "account"},
	}
}

var (
	courseNames = map[string][]string{
		"courseId": {"course_id", "id"}, "courseName": {"course_name", "name"}, "mainTeacherUid": {"main_teacher_uid", "teacherUid", "teacher_uid"},
	}
	classNames = map[string][]string{
		"classId": {"class_id", "id"}, "courseId": {"course_id"}, "className": {"class_name", "name"},
		"beginTime": {"begin_time", "startTime", "class_btime"}, "endTime": {"end_time", "class_etime"},
		"teacherUid": {"teacher_uid"}, "seatNum": {"seat_num"}, "record": nil, "live": nil, "replay": nil,
	}
	memberNames = func() map[string][]string {
		names := person("student")
		names["identity"] = nil
		return names
	}()
	attendanceNames = map[string][]string{
		"uid": {"Uid", "UID", "studentUid", "StudentUid"}, "name": {"Name", "studentName", "StudentName"}, "telephone": {"Telephone", "account"},
		"identity": {"Identity"}, "attendanceTime": {"AttendanceTime"}, "firstInTime": {"FirstInTime"}, "lastOutTime": {"LastOutTime"},
	}
	videoNames = map[string][]string{"live_url": {"liveUrl"}, "live_info": {"liveInfo"}}
)

var (
	courseRows  = &listing{under: []string{"courseList", "course_list", "list", "courses"}, names: courseNames, id: "courseId"}
	classRows   = &listing{under: []string{"classList", "class_list", "list", "classes"}, names: classNames, id: "classId"}
	studentRows = &listing{under: []string{"studentList", "student_list", "list", "students"}, names: person("student"), id: "studentUid"}
	teacherRows = &listing{under: []string{"teacherList", "teacher_list", "list", "teachers"}, names: person("teacher"), id: "teacherUid"}
	memberRows  = &listing{under: studentRows.under, names: memberNames, id: "studentUid", pair: [2]string{"studentAccount", "studentName"}, zero: "studentUid"}
	timeRows    = &listing{under: []string{"list", "memberList", "member_list", "timeList", "studentList"}, names: attendanceNames, id: "uid", byID: true}

	oneCourse = &listing{under: []string{"courseInfo", "course_info"}, names: courseNames, id: "courseId", alone: true}
	oneClass  = &listing{under: []string{"classInfo", "class_info"}, names: classNames, id: "classId", alone: true}
	oneVideo  = &listing{names: videoNames, id: "live_url", alone: true, loose: true}
)
