package baijiayun_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// wanted is what the tests look for.
var wanted = baijiayun.FindRoomRequest{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour)}

// A room whose reply was lost is found by what was sent: nanoseconds, another zone and a title that is too long do not hide it.
func TestFindAfterALostReply(t *testing.T) {
	for name, title := range map[string]string{"a title": "英语 & more", "a title that the vendor cuts": strings.Repeat("长", 60), "blanks around a title": " 英语 "} {
		t.Run(name, func(t *testing.T) {
			srv, client := newCloud(t)
			for n := range 120 {
				srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n), StartTime: beginning, EndTime: beginning.Add(time.Hour)})
			}
			start := beginning.Add(123456789 * time.Nanosecond).In(time.FixedZone("", -5*3600))
			in := &baijiayun.CreateRoomRequest{Title: title, StartTime: start, EndTime: start.Add(time.Hour)}
			srv.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true})
			_, err := client.Rooms.Create(t.Context(), in, classcloud.WithoutChecks())
			require.True(t, classcloud.MaybeApplied(err))
			found, err := client.Rooms.Find(t.Context(), &baijiayun.FindRoomRequest{Title: in.Title, StartTime: in.StartTime, EndTime: in.EndTime})
			require.NoError(t, err)
			require.Len(t, found, 1)
			rooms := srv.Rooms()
			assert.Equal(t, rooms[len(rooms)-1].RoomID, found[0].RoomID)
			assert.False(t, found[0].CreateTime.IsZero(), "which tells twins apart")
		})
	}
}

func TestFindComparesWhatTheVendorKeeps(t *testing.T) {
	for name, test := range map[string]struct {
		room  baijiayuntest.Room
		found bool
	}{
		"the same":                {baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour)}, true},
		"without its blanks":      {baijiayuntest.Room{Title: " 英语\t", StartTime: beginning, EndTime: beginning.Add(time.Hour)}, true},
		"another title":           {baijiayuntest.Room{Title: "英语2", StartTime: beginning, EndTime: beginning.Add(time.Hour)}, false},
		"a start a second later":  {baijiayuntest.Room{Title: "英语", StartTime: beginning.Add(time.Second), EndTime: beginning.Add(time.Hour)}, false},
		"an end a second earlier": {baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour - time.Second)}, false},
	} {
		srv, client := newCloud(t)
		srv.AddRoom(test.room)
		found, err := client.Rooms.Find(t.Context(), &wanted)
		require.NoError(t, err, name)
		assert.Equal(t, test.found, len(found) == 1, name)
		assert.Len(t, srv.Requests(), 4, "the list is read twice, each time to its empty page")
	}
}

// Two rooms that look alike are two candidates: nothing is guessed.
func TestFindReturnsEveryCandidate(t *testing.T) {
	srv, client := newCloud(t)
	var want []int64
	for n := range 7 {
		room := baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour), CreateTime: beginning.Add(time.Duration(n) * time.Minute)}
		if n%3 != 0 {
			room.Title = "Other"
		}
		if made := srv.AddRoom(room); room.Title == wanted.Title {
			want = append(want, made.RoomID)
		}
	}
	srv.Lie("Rooms.List", baijiayuntest.Lie{PageCap: 2})
	found, err := client.Rooms.Find(t.Context(), &wanted)
	require.NoError(t, err)
	var ids []int64
	for _, room := range found {
		ids = append(ids, room.RoomID)
	}
	assert.ElementsMatch(t, want, ids)
}

// A time that a row leaves out contradicts nothing: the room may be the one.
func TestFindCountsWhatARowDoesNotSay(t *testing.T) {
	srv, client := newCloud(t)
	srv.AddRoom(baijiayuntest.Room{Title: "英语"})
	srv.Lie("Rooms.List", baijiayuntest.Lie{Drop: []string{"start_time", "end_time"}})
	found, err := client.Rooms.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Len(t, found, 1)
}

// The vendor may list a room late. Then no room is not the last word, as the comment says.
func TestFindOfARoomThatIsNotListedYet(t *testing.T) {
	clock := clienttest.ClockAt(beginning)
	srv := baijiayuntest.NewServer(baijiayuntest.WithClock(clock.Now), baijiayuntest.WithListDelay(10*time.Second))
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(clock))
	srv.AddRoom(baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
	found, err := client.Rooms.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Empty(t, found)
	clock.Advance(time.Minute)
	found, err = client.Rooms.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Len(t, found, 1)
}

func TestFindIsBounded(t *testing.T) {
	srv, client := newCloud(t)
	for range 5 {
		srv.AddRoom(baijiayuntest.Room{Title: "Other"})
	}
	in := wanted
	in.MaxRooms = 5
	found, err := client.Rooms.Find(t.Context(), &in)
	require.NoError(t, err, "as many as it may look at")
	assert.Empty(t, found)

	newest := srv.AddRoom(baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour), CreateTime: beginning.AddDate(0, 0, 1)})
	found, err = client.Rooms.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.FailedPrecondition)
	assert.ErrorContains(t, err, "the account has more than 5 rooms: set MaxRooms; it is not proven that there is no other such room")
	assert.False(t, classcloud.MaybeApplied(err))
	require.Len(t, found, 1, "what was seen comes beside the error")
	assert.Equal(t, newest.RoomID, found[0].RoomID)
}

// listing is a list of rooms that changes while it is read: at every page but the last, change may take rooms away or add some.
type listing struct {
	ids    []int64
	size   int
	change func(l *listing, page int)
	asked  int
}

func (l *listing) stub(path string, form url.Values) string {
	if path != "room/list" {
		panic(path)
	}
	l.asked++
	page, _ := strconv.Atoi(form.Get("page"))
	from := min((page-1)*l.size, len(l.ids))
	rows := []string{}
	for _, id := range l.ids[from:min(from+l.size, len(l.ids))] {
		title := "Other"
		if id == 1 {
			title = wanted.Title
		}
		rows = append(rows, fmt.Sprintf(`{"room_id":%d,"title":%q,"start_time":%d,"end_time":%d}`, id, title, wanted.StartTime.Unix(), wanted.EndTime.Unix()))
	}
	if l.change != nil {
		l.change(l, page)
	}
	return `{"code":0,"data":{"list":[` + strings.Join(rows, ",") + `]}}`
}

func (l *listing) remove(id int64) {
	l.ids = slices.DeleteFunc(l.ids, func(other int64) bool { return other == id })
}

// A room that is deleted shifts the room looked for to a page that was read before. The second reading sees that, and the third finds out.
func TestFindWhileRoomsGo(t *testing.T) {
	ids := func() []int64 { return []int64{9, 8, 7, 1, 6, 5} }
	for name, test := range map[string]struct {
		change func(l *listing, page int)
		found  int
		asked  int
	}{
		"nothing changes": {nil, 1, 6},
		"a room of the first page goes, once": {func(l *listing, page int) {
			if page == 1 {
				l.remove(9)
			}
		}, 1, 9},
		"the candidate itself goes": {func(l *listing, page int) {
			if l.asked == 3 {
				l.remove(1)
			}
		}, 0, 9},
		"rooms are created": {func(l *listing, _ int) { l.ids = append([]int64{int64(100 + l.asked)}, l.ids...) }, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			list := &listing{ids: ids(), size: 3, change: test.change}
			found, err := stubbed(t, list.stub).Rooms.Find(t.Context(), &wanted)
			require.NoError(t, err)
			assert.Len(t, found, test.found)
			if test.asked > 0 {
				assert.Equal(t, test.asked, list.asked)
			}
		})
	}

	t.Run("rooms keep going", func(t *testing.T) {
		list := &listing{ids: ids(), size: 3}
		list.change = func(l *listing, page int) {
			if page == 1 {
				l.remove(l.ids[0])
			}
		}
		found, err := stubbed(t, list.stub).Rooms.Find(t.Context(), &wanted)
		require.ErrorIs(t, err, classcloud.Aborted)
		assert.ErrorContains(t, err, "it is not proven")
		assert.Len(t, found, 1)
	})
}

// A page without a new room is not the end: rooms that were created may have shifted those of the page before.
func TestFindGoesOnBehindAShiftedPage(t *testing.T) {
	list := &listing{ids: []int64{9, 8, 1}, size: 1}
	list.change = func(l *listing, page int) {
		if l.asked == 1 || l.asked == 2 {
			l.ids = append([]int64{int64(100 + l.asked)}, l.ids...)
		}
	}
	found, err := stubbed(t, list.stub).Rooms.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Len(t, found, 1)
}

func TestFindOfAListThatDoesNotEnd(t *testing.T) {
	asked := 0
	client := stubbed(t, func(string, url.Values) string {
		asked++
		return fmt.Sprintf(`{"code":0,"data":{"list":[{"room_id":1,"title":"英语","start_time":%d,"end_time":%d}]}}`, wanted.StartTime.Unix(), wanted.EndTime.Unix())
	})
	in := wanted
	in.MaxRooms = 1 // a room that comes again is not another one
	found, err := client.Rooms.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.Aborted)
	assert.ErrorContains(t, err, "does not end")
	assert.Len(t, found, 1)
	assert.Equal(t, 4, asked)
}

// A row that cannot be read may be the room: absence is not proven.
func TestFindWithRoomsThatCannotBeRead(t *testing.T) {
	srv, client := newCloud(t)
	for range 5 {
		srv.AddRoom(baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
	}
	srv.Lie("Rooms.List", baijiayuntest.Lie{Null: 3})
	found, err := client.Rooms.Find(t.Context(), &wanted)
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Len(t, found, 4)

	srv.Lie("Rooms.List", baijiayuntest.Lie{Drop: []string{"room_id"}})
	found, err = client.Rooms.Find(t.Context(), &wanted)
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Empty(t, found)
}

func TestFindFails(t *testing.T) {
	srv, client := newCloud(t)
	for range 5 {
		srv.AddRoom(baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour)})
	}
	srv.Lie("Rooms.List", baijiayuntest.Lie{PageCap: 2})
	srv.Inject("Rooms.List", baijiayuntest.Fault{Status: 400, Skip: 1, Times: -1})
	found, err := client.Rooms.Find(t.Context(), &wanted)
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Len(t, found, 2, "what was seen comes beside the error")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = client.Rooms.Find(ctx, &wanted)
	require.ErrorIs(t, err, context.Canceled)

	srv.ClearRequests()
	_, err = client.Rooms.Find(t.Context(), &baijiayun.FindRoomRequest{MaxRooms: -1})
	e := clienttest.AsError(t, err)
	assert.Equal(t, "Rooms.Find", e.Operation)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Field)
	}
	assert.ElementsMatch(t, []string{"Title", "StartTime", "EndTime", "MaxRooms"}, names)
	for name, call := range map[string]func() error{
		"nil": func() error { _, err := client.Rooms.Find(t.Context(), nil); return err },
		"bad options": func() error {
			_, err := client.Rooms.Find(t.Context(), &wanted, classcloud.WithTimeout(-1))
			return err
		},
		"no client":  func() error { _, err := new(baijiayun.Client).Rooms.Find(t.Context(), &wanted); return err },
		"no service": func() error { _, err := baijiayun.RoomsService{}.Find(t.Context(), &wanted); return err },
	} {
		assert.Error(t, call(), name)
	}
	assert.Empty(t, srv.Requests())
}

func TestFindIsOfAProductLine(t *testing.T) {
	var asked []url.Values
	client := stubbed(t, func(_ string, form url.Values) string {
		asked = append(asked, form)
		return `{"code":0,"data":[]}`
	})
	in := wanted
	in.ProductType = baijiayun.ProductTypeSmall
	found, err := client.Rooms.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Empty(t, found)
	require.Len(t, asked, 2)
	for _, form := range asked {
		assert.Equal(t, []string{"1", "1000", "2"}, []string{form.Get("page"), form.Get("limit"), form.Get("product_type")})
	}
}

// pages returns a stub that answers with these pages of rows, and then with empty ones.
func pages(rows ...string) stub {
	return func(_ string, form url.Values) string {
		page, _ := strconv.Atoi(form.Get("page"))
		if page > len(rows) {
			return `{"code":0,"data":{"list":[]}}`
		}
		return `{"code":0,"data":{"list":[` + rows[page-1] + `]}}`
	}
}

func TestFindGoesOnBehindAPageThatCannotBeRead(t *testing.T) {
	candidate := fmt.Sprintf(`{"room_id":1,"title":"英语","start_time":%d,"end_time":%d}`, wanted.StartTime.Unix(), wanted.EndTime.Unix())
	found, err := stubbed(t, pages(`null,{"title":"英语"}`, candidate)).Rooms.Find(t.Context(), &wanted)
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Len(t, found, 1)
}

// Pages without a new room that stand apart are not a list without an end.
func TestFindCountsPagesWithoutANewRoomInARow(t *testing.T) {
	row := func(id int) string { return fmt.Sprintf(`{"room_id":%d,"title":"英语"}`, id) }
	found, err := stubbed(t, pages(row(1), row(1), row(2), row(2), row(3), row(3), row(4), row(4))).Rooms.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Len(t, found, 4)
}
