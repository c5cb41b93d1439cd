package verify

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// newcomer is a member that no document knows.
const newcomer = "zz_newcomer"

// freeForm are objects whose members are the caller's own, or that no document describes: they are kept whole, and nothing in them is new.
var freeForm = []string{"agora Members.Get /data/userProperties", "agora Widgets.ListEvents /data/list/0/data/changeProperties",
	"agora Rooms.Get /data/muteAudio", "agora Rooms.Get /data/muteChat", "agora Rooms.Get /data/muteVideo", "agora Rooms.Get /data/roleConfig",
	"agora Rooms.Get /data/roomProperties/groups", "agora Rooms.Get /data/roomProperties/processes/openCamera",
	"agora Rooms.Get /data/roomProperties/processes/remoteControl", "agora Rooms.Get /data/roomProperties/processes/waveArm",
	"agora Rooms.Get /data/roomProperties/reward", "agora Rooms.Get /data/roomProperties/screen", "agora Rooms.Get /data/roomProperties/webhookConfig"}

// keyed are objects whose names are ids: a new one is a row, and none that can be read.
var keyed = []string{"weclassroom Reports.ListEventCounts /data"}

// given are the ids that no list of a vendor returns.
var given = map[string]map[string]string{
	"agora":       {"roomUuid": `"math-101"`, "userUuid": `"student-1"`, "widgetUuid": `"popupQuiz"`},
	"aui":         {"user_id": `"teacher-1"`},
	"baijiayun":   {"role": `"1"`, "red_package_id": "7", "checkin_id": `"c-7"`, "class_id": "7"},
	"weclassroom": {"mobile": `"13800138000"`, "classroomId": "7"},
}

// documented has every read answered as its document says.
func documented(t *testing.T, w *world) Config {
	t.Helper()
	for _, op := range w.reads() {
		if op.Name != "Auth.Login" { // its token is one of the server's own
			w.respond(op.Name, w.reply(op.Name))
		}
	}
	config := w.config()
	config.Given = map[string]json.RawMessage{}
	for name, value := range given[w.vendor.Name] {
		config.Given[name] = json.RawMessage(value)
	}
	return config
}

// row returns what became of an operation.
func (r *Report) row(operation string) Row {
	for _, row := range r.Rows {
		if row.Operation == operation {
			return row
		}
	}
	return Row{}
}

// has reports whether a difference was found at a place, or at what it is in.
func (row Row) has(place string) bool {
	return slices.ContainsFunc(row.Differences, func(d Difference) bool { return strings.HasPrefix(place+"/", d.Path+"/") && d.Path != "" })
}

// Every object of every documented reply gets a member that nobody knows: each is found, in every read of all five vendors.
func TestEveryNewFieldIsFound(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		config, planted := documented(t, w), map[string][]string{}
		for _, op := range w.reads() {
			if op.Name == "Auth.Login" {
				continue
			}
			reply := w.reply(op.Name)
			for _, place := range objects(t, reply) {
				if what := w.vendor.Name + " " + op.Name + " " + place; !slices.Contains(freeForm, what) && !slices.Contains(keyed, what) {
					reply = change(t, reply, place, func(at any) any { at.(map[string]any)[newcomer] = "new"; return at })
					planted[op.Name] = append(planted[op.Name], place)
				}
			}
			w.respond(op.Name, reply)
		}
		report := Run(t.Context(), config)
		require.True(t, report.Proof.Accepted)
		for op, places := range planted {
			row := report.row(op)
			assert.Contains(t, []Verdict{VerdictOK, VerdictUnreadable}, row.Verdict, "%s %v", op, row.Needs)
			for _, place := range places {
				at := strings.ReplaceAll(place, "/extra.", "/") // Agora's dotted paths are read without it
				assert.True(t, row.has(safePath(at+"/"+newcomer)) || row.Verdict == VerdictUnreadable && row.hasRow(at),
					"%s: %s/%s is not found: %v", op, place, newcomer, row.Differences)
			}
		}
		assert.NotEmpty(t, planted)
		assert.GreaterOrEqual(t, report.Differences(), len(planted))
		for _, op := range w.asked() {
			assert.True(t, slices.ContainsFunc(w.reads(), func(read classcloud.Operation) bool { return read.Name == op }), "%q is not a read", op)
		}
	})
}

// hasRow reports whether a row that could not be read is told of: in a map the new member is one.
func (row Row) hasRow(place string) bool {
	return slices.ContainsFunc(row.Differences, func(d Difference) bool {
		return d.Problem == "unreadable" && strings.HasSuffix(d.Path, "/"+newcomer) || d.Path == "/"+newcomer
	})
}

// Values that no enum has, ids that are missing, and values of another shape are found under their names.
func TestWhatIsPlantedIsFound(t *testing.T) {
	for _, plant := range []struct {
		vendor, operation, member, path, value string
	}{
		{"agora", "Rooms.Get", "/data/state", "/data/state", "77"},
		{"aui", "Classes.List", "/data/0/status", "/data/*/status", "77"},
		{"baijiayun", "Rooms.Get", "/data/type", "/data/type", "77"},
		{"classin", "Classes.List", "/data/classList/0/class_status", "/data/classList/*/class_status", ""},
		{"weclassroom", "Documents.List", "/data/list/0/convert_status", "/data/list/*/convert_status", "77"},
	} {
		t.Run(plant.vendor, func(t *testing.T) {
			w := open(t, plant.vendor)
			config := documented(t, w)
			if plant.value != "" {
				w.respond(plant.operation, change(t, w.reply(plant.operation), plant.member, func(any) any { return json.Number(plant.value) }))
			}
			row := Run(t.Context(), config).row(plant.operation)
			require.NotEmpty(t, row.Differences, "%+v", row)
			assert.True(t, slices.ContainsFunc(row.Differences, func(d Difference) bool {
				return d.Path == plant.path && d.Value == plant.value && (plant.value == "" || d.Problem == "unknown value")
			}), "%+v", row.Differences)
		})
	}
}

func TestAServerThatLiesIsFoundOut(t *testing.T) {
	for vendor, lie := range map[string]struct{ operation, member string }{
		"agora": {"Recordings.List", "recordId"}, "aui": {"Classes.List", "id"}, "baijiayun": {"Rooms.List", "room_id"},
		"classin": {"Courses.List", "courseId"}, "weclassroom": {"Documents.List", "id"},
	} {
		t.Run(vendor, func(t *testing.T) {
			w := open(t, vendor)
			config := documented(t, w)
			w.drop(lie.operation, lie.member)
			row := Run(t.Context(), config).row(lie.operation)
			assert.Equal(t, VerdictUnreadable, row.Verdict, "without %s: %+v", lie.member, row)
			assert.NotEmpty(t, row.Differences)
			w.odd(lie.operation, lie.member)
			row = Run(t.Context(), config).row(lie.operation)
			assert.Equal(t, VerdictUnreadable, row.Verdict, "odd %s: %+v", lie.member, row)
			assert.NotEmpty(t, row.Differences)
			w.odd(lie.operation)
			row = Run(t.Context(), config).row(lie.operation)
			assert.Equal(t, VerdictOK, row.Verdict, "%+v", row)
		})
	}
}

// A dialect that the module knows is not a difference.
func TestKnownDialectsAreNoDifference(t *testing.T) {
	classin := func(opts ...classintest.Option) *Report {
		w, s := open(t, "classin"), classintest.NewServer(opts...)
		t.Cleanup(s.Close)
		keys := s.Credentials()
		return w.at(t, map[string]string{"CLASSIN_BASE_URL": s.URL, "CLASSIN_SID": strconv.FormatInt(keys.SID, 10), "CLASSIN_SECRET": keys.Secret})
	}
	baijiayun := func(opts ...baijiayuntest.Option) *Report {
		w, s := open(t, "baijiayun"), baijiayuntest.NewServer(opts...)
		t.Cleanup(s.Close)
		keys := s.Credentials()
		s.AddRoom(baijiayuntest.Room{Title: "Grammar"})
		return w.at(t, map[string]string{"BAIJIAYUN_BASE_URL": s.URL, "BAIJIAYUN_PARTNER_ID": strconv.FormatInt(keys.PartnerID, 10),
			"BAIJIAYUN_PARTNER_KEY": keys.PartnerKey, "BAIJIAYUN_SECRET_KEY": keys.SecretKey})
	}
	same := func(plain, dialect *Report) {
		t.Helper()
		require.Equal(t, len(plain.Rows), len(dialect.Rows))
		for _, row := range plain.Rows {
			assert.Equal(t, row.Verdict, dialect.row(row.Operation).Verdict, row.Operation)
			assert.Equal(t, row.Differences, dialect.row(row.Operation).Differences, row.Operation)
		}
	}
	same(classin(), classin(classintest.WithStringIDs(), classintest.WithBOM(), classintest.WithStringErrno()))
	same(baijiayun(), baijiayun(baijiayuntest.WithDialect(baijiayuntest.DialectQuoted)))
}

// at verifies the account of an environment.
func (w *world) at(t *testing.T, env map[string]string) *Report {
	t.Helper()
	client, err := w.vendor.Open(func(name string) string { return env[name] }, []classcloud.ClientOption{classcloud.WithLimiter(nil)})
	require.NoError(t, err)
	w.client = client
	return w.run(t)
}

func count(r *Report, v Verdict) (n int) {
	for _, row := range r.Rows {
		if row.Verdict == v {
			n++
		}
	}
	return n
}

// Ids that stood in replies feed later calls: with a room in the account, its reads are made.
func TestIdsOfRepliesAreAskedFor(t *testing.T) {
	w := open(t, "baijiayun")
	s := w.server.(*baijiayuntest.Server)
	room := s.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	report := w.run(t)
	assert.Equal(t, VerdictOK, report.row("Rooms.Get").Verdict)
	asked := 0
	for _, r := range s.Requests() {
		if r.Operation == "Rooms.Get" {
			asked++
			assert.Equal(t, strconv.FormatInt(room.RoomID, 10), r.Form.Get("room_id"))
		}
	}
	assert.Equal(t, 1, asked, "each read is made once")
	first, last := slices.Index(w.asked(), "Rooms.Get"), slices.Index(w.asked(), "Settings.GetWatermark")
	assert.Greater(t, first, last, "what needs no id comes first")
}

// An id that the vendor does not have is followed by another, but not without end.
func TestOtherIdsAreTried(t *testing.T) {
	w := open(t, "baijiayun")
	s := w.server.(*baijiayuntest.Server)
	room := s.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	asked := func() (n int) {
		for _, operation := range w.asked() {
			if operation == "Rooms.Get" {
				n++
			}
		}
		return n
	}
	s.Respond("Rooms.List", `{"code":0,"data":{"total":2,"list":[{"room_id":1,"title":"gone"},{"room_id":`+strconv.FormatInt(room.RoomID, 10)+`,"title":"a"}]}}`)
	assert.Equal(t, VerdictOK, w.run(t).row("Rooms.Get").Verdict)
	assert.Equal(t, 2, asked())

	s.ClearRequests()
	s.Respond("Rooms.List", `{"code":0,"data":{"total":3,"list":[{"room_id":1,"title":"a"},{"room_id":2,"title":"b"},{"room_id":3,"title":"c"}]}}`)
	s.Respond("Playbacks.List", `{"code":0,"data":{"total":3,"list":[{"room_id":4},{"room_id":5},{"room_id":6}]}}`)
	assert.Equal(t, VerdictRefused, w.run(t).row("Rooms.Get").Verdict)
	assert.Equal(t, tries, asked())
}

func TestCallsAreCounted(t *testing.T) {
	w := open(t, "baijiayun")
	config := documented(t, w)
	config.Most = 5
	report := Run(t.Context(), config)
	assert.Len(t, w.asked(), 5)
	assert.Equal(t, len(w.reads()), len(report.Rows), "the others are told of, too")
	assert.Equal(t, len(w.reads())-4, count(report, VerdictNotCalled))
	assert.Equal(t, []string{moreCalls}, report.row("Settings.GetWatermark").Needs)
}

// objects returns the places of all objects in a reply, the first of every list's.
func objects(t *testing.T, reply string) (places []string) {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(reply), &v))
	var walk func(v any, at string)
	walk = func(v any, at string) {
		switch v := v.(type) {
		case map[string]any:
			places = append(places, at)
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(v[name], at+"/"+name)
			}
		case []any:
			if len(v) > 0 {
				walk(v[0], at+"/0")
			}
		}
	}
	walk(v, "")
	return places
}

// change changes the value at a place.
func change(t *testing.T, reply, place string, to func(any) any) string {
	t.Helper()
	var v any
	dec := json.NewDecoder(strings.NewReader(reply))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&v))
	var walk func(v any, steps []string) any
	walk = func(v any, steps []string) any {
		if len(steps) == 0 {
			return to(v)
		}
		switch in := v.(type) {
		case map[string]any:
			in[steps[0]] = walk(in[steps[0]], steps[1:])
		case []any:
			i, err := strconv.Atoi(steps[0])
			require.NoError(t, err)
			in[i] = walk(in[i], steps[1:])
		}
		return v
	}
	out, err := json.Marshal(walk(v, strings.Split(place, "/")[1:]))
	require.NoError(t, err)
	return string(out)
}
