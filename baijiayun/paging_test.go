package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// walk is one of the package's iterators.
type walk struct {
	name     string
	path     string
	sizeName string // the parameter with the page size
	size     int    // the default page size
	most     int    // the largest page size; 0 means any
	counted  bool   // the reply has a total
	list     string // the member with the rows
	row      string // a row, with %d for its number
	all      func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error]
}

func erase[T any](seq iter.Seq2[T, error]) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for item, err := range seq {
			if !yield(item, err) {
				return
			}
		}
	}
}

func walks() []walk {
	return append(unseenWalks(), []walk{
		{"JoinCodes.All", "room/listcode", "limit", 100, 1000, true, "list", `{"code":"c%d","user_number":0}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.JoinCodes.All(ctx, &baijiayun.ListJoinCodesRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Rooms.All", "room/list", "limit", 100, 1000, false, "list", `{"room_id":"%d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Rooms.All(ctx, &baijiayun.ListRoomsRequest{Page: page, PageSize: size}))
			}},
		{"Reports.AllAttendance", "room_data/exportLiveReport", "page_size", 500, 0, true, "room_user_info", `{"user_number":%d,"actual_listen_time":60}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Reports.AllAttendance(ctx, &baijiayun.ListAttendanceRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Evaluations.AllAnswers", "room_data/getEvaluationStat", "page_size", 20, 0, true, "list", `{"question_id":"%d","user_number":7}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Evaluations.AllAnswers(ctx, &baijiayun.ListEvaluationAnswersRequest{RoomID: 1, Page: page, PageSize: size}))
			}},
		{"Evaluations.All", "evaluation/getEvaluationList", "page_size", 20, 0, true, "list", `{"id":"%d"}`,
			func(ctx context.Context, c *baijiayun.Client, page, size int) iter.Seq2[any, error] {
				return erase(c.Evaluations.All(ctx, &baijiayun.ListEvaluationsRequest{Page: page, PageSize: size}))
			}},
	}...)
}

// serve answers pages of total rows, and records which pages were asked for.
func (w walk) serve(t *testing.T, total int, asked *[]string) stub {
	return func(path string, form url.Values) string {
		assert.Equal(t, w.path, path)
		page, err := strconv.Atoi(form.Get("page"))
		assert.NoError(t, err)
		size, err := strconv.Atoi(form.Get(w.sizeName))
		assert.NoError(t, err, "%s is always sent", w.sizeName)
		*asked = append(*asked, fmt.Sprintf("%d/%d", page, size))
		var rows []string
		for i := (page - 1) * size; i < min(page*size, total); i++ {
			rows = append(rows, fmt.Sprintf(w.row, i+1))
		}
		return w.reply(total, strings.Join(rows, ","))
	}
}

// reply returns a page.
func (w walk) reply(total int, rows string) string {
	if !w.counted {
		return fmt.Sprintf(`{"code":0,"data":{%q:[%s]},"msg":""}`, w.list, rows)
	}
	return fmt.Sprintf(`{"code":0,"data":{"total":%d,%q:[%s]},"msg":""}`, total, w.list, rows)
}

// then returns the pages that are asked for: as many as hold the total, and without one an empty page more.
func (w walk) then(pages []string, empty string) []string {
	if w.counted {
		return pages
	}
	return append(pages, empty)
}

func TestWalks(t *testing.T) {
	for _, w := range walks() {
		t.Run(w.name, func(t *testing.T) {
			for _, test := range []struct {
				name              string
				total, page, size int
				rows              int
				asked             []string
			}{
				{"a short page", 5, 0, 2, 5, w.then([]string{"1/2", "2/2", "3/2"}, "4/2")},
				{"full pages", 4, 0, 2, 4, w.then([]string{"1/2", "2/2"}, "3/2")},
				{"nothing at all", 0, 0, 2, 0, []string{"1/2"}},
				{"from a later page on", 5, 2, 2, 3, []string{"2/2", "3/2", "4/2"}},
				{"pages of the vendor's size", 1, 0, 0, 1, w.then([]string{fmt.Sprintf("1/%d", w.size)}, fmt.Sprintf("2/%d", w.size))},
			} {
				t.Run(test.name, func(t *testing.T) {
					var asked []string
					seq := w.all(t.Context(), stubbed(t, w.serve(t, test.total, &asked)), test.page, test.size)
					for range 2 { // a walk can be walked again
						asked = nil
						rows := 0
						for _, err := range seq {
							require.NoError(t, err)
							rows++
						}
						assert.Equal(t, test.rows, rows)
						assert.Equal(t, test.asked, asked)
					}
				})
			}
		})
	}
}

func TestAWalkAsksForNoMoreThanTheVendorGives(t *testing.T) {
	for _, w := range walks() {
		var asked []string
		for _, err := range w.all(t.Context(), stubbed(t, w.serve(t, 1, &asked)), 0, 5000) {
			require.NoError(t, err)
		}
		want := 5000
		if w.most > 0 {
			want = w.most
		}
		assert.Equal(t, fmt.Sprintf("1/%d", want), asked[0], w.name)
	}
}

func TestNothingIsAskedForAfterABreak(t *testing.T) {
	for _, w := range walks() {
		var asked []string
		for _, err := range w.all(t.Context(), stubbed(t, w.serve(t, 100, &asked)), 0, 2) {
			require.NoError(t, err)
			if len(asked) == 2 {
				break
			}
		}
		assert.Equal(t, []string{"1/2", "2/2"}, asked, w.name)
	}
}

// Where the server says that there are more rows than it gives, the walk says how many are missing; nobody loops.
func TestAServerThatRepeatsItselfEndsTheWalk(t *testing.T) {
	for _, w := range walks() {
		rows, failures := 0, 0
		client := stubbed(t, func(string, url.Values) string {
			return w.reply(9, fmt.Sprintf(w.row, 1)+","+fmt.Sprintf(w.row, 2))
		})
		for _, err := range w.all(t.Context(), client, 0, 2) {
			if err != nil {
				assert.ErrorIs(t, err, classcloud.DataLoss, w.name)
				assert.ErrorContains(t, err, "2 of 9 rows came, 7 are missing", w.name)
				failures++
				continue
			}
			rows++
		}
		want := []int{2, 1}
		if !w.counted {
			want = []int{2, 0}
		}
		assert.Equal(t, want, []int{rows, failures}, w.name)
	}
}

// A server may give fewer rows a page than asked for, all of them at once, or rows that cannot be read: nobody is lost.
func TestAWalkMeetsEveryRow(t *testing.T) {
	const total = 1000
	for _, w := range walks() {
		for name, page := range map[string]func(page, size int) (from, to int){
			"a capped page":         func(page, _ int) (int, int) { return (page - 1) * 100, page * 100 },
			"a page that is capped": func(page, _ int) (int, int) { return (page - 1) * 7, page * 7 },
			"all rows at once":      func(int, int) (int, int) { return 0, total },
			"pages that overlap":    func(page, size int) (int, int) { return max(0, (page-1)*size/2-1), page * size / 2 },
		} {
			t.Run(w.name+" "+name, func(t *testing.T) {
				client := stubbed(t, func(_ string, form url.Values) string {
					number, _ := strconv.Atoi(form.Get("page"))
					size, _ := strconv.Atoi(form.Get(w.sizeName))
					from, to := page(number, size)
					var rows []string
					for i := from; i < min(to, total); i++ {
						rows = append(rows, fmt.Sprintf(w.row, i+1))
					}
					return w.reply(total, strings.Join(rows, ","))
				})
				rows := 0
				for _, err := range w.all(t.Context(), client, 0, 0) {
					require.NoError(t, err)
					rows++
				}
				assert.Equal(t, total, rows)
			})
		}
	}
}

// One row that cannot be read costs itself, and no other.
func TestAWalkGoesOnAfterABadRow(t *testing.T) {
	for _, w := range walks() {
		client := stubbed(t, func(_ string, form url.Values) string {
			switch form.Get("page") {
			case "1":
				return w.reply(5, fmt.Sprintf(w.row, 1)+`,null,{"strange":1},`+fmt.Sprintf(w.row, 2))
			case "2":
				return w.reply(5, fmt.Sprintf(w.row, 3))
			}
			return w.reply(5, "")
		})
		rows, bad := 0, []string{}
		for _, err := range w.all(t.Context(), client, 0, 4) {
			if err == nil {
				rows++
				continue
			}
			e, ok := errors.AsType[*classcloud.Error](err)
			require.True(t, ok)
			require.Len(t, e.Rows, 1, w.name)
			bad = append(bad, e.Rows[0].Path+" "+string(e.Rows[0].Raw))
		}
		want, wantBad := 3, []string{"/" + w.list + "/1 null", "/" + w.list + `/2 {"strange":1}`}
		if w.unseen() {
			want, wantBad = 4, wantBad[:1]
		}
		assert.Equal(t, want, rows, w.name)
		assert.Equal(t, wantBad, bad, w.name)
	}
}

// Guests have one number, and may have one name: those of a page are told apart all the same.
func TestGuestsAreTold(t *testing.T) {
	row := `{"user_number":0,"user_name":"访客","actual_listen_time":%d}`
	client := stubbed(t, func(string, url.Values) string {
		return fmt.Sprintf(`{"code":0,"data":{"total":"2","room_user_info":[`+row+","+row+`]}}`, 5, 5)
	})
	rows := 0
	for _, err := range client.Reports.AllAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1}) {
		require.NoError(t, err)
		rows++
	}
	assert.Equal(t, 2, rows)
}

// A total that the reply does not have is not 0: the walk ends with an empty page.
func TestAListWithoutItsTotal(t *testing.T) {
	for _, total := range []string{"", `"total":null,`, `"total":0,`} {
		client := stubbed(t, func(_ string, form url.Values) string {
			if page := form.Get("page"); page != "" && page > "3" {
				return `{"code":0,"data":[]}`
			}
			return `{"code":0,"data":{` + total + `"room_user_info":[{"user_number":` + form.Get("page") + `,"actual_listen_time":5}]}}`
		})
		rows := 0
		for _, err := range client.Reports.AllAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1}) {
			require.NoError(t, err)
			rows++
		}
		assert.Equal(t, 3, rows, total)
		page, err := client.Reports.ListAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1, Page: 1})
		require.NoError(t, err)
		if !strings.Contains(total, "0") {
			assert.Equal(t, -1, page.Total, total)
		}
	}
}

func TestAnErrorEndsTheWalk(t *testing.T) {
	for _, w := range walks() {
		requests := 0
		client := stubbed(t, func(_ string, form url.Values) string {
			if requests++; form.Get("page") == "2" {
				return `{"code":2002,"data":null,"msg":"账号权限错误"}`
			}
			return w.reply(3, fmt.Sprintf(w.row, 1))
		})
		var errs []error
		for item, err := range w.all(t.Context(), client, 0, 1) {
			if err != nil {
				assert.Zero(t, item)
			}
			errs = append(errs, err)
		}
		require.Len(t, errs, 2, w.name)
		require.NoError(t, errs[0])
		require.ErrorIs(t, errs[1], baijiayun.CodeAccountDenied)
		assert.Equal(t, 2, requests, w.name)
	}
}

func TestAWalkOfNothingSaysWhatIsMissing(t *testing.T) {
	client := stubbed(t, func(string, url.Values) string { assert.Fail(t, "sent"); return "" })
	for _, seq := range []iter.Seq2[any, error]{
		erase(client.JoinCodes.All(t.Context(), nil)), erase(client.Reports.AllAttendance(t.Context(), nil)), erase(client.Evaluations.AllAnswers(t.Context(), nil)),
	} {
		for _, err := range seq {
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, "RoomID (room_id) is required")
		}
	}
	for _, seq := range []iter.Seq2[any, error]{
		erase(client.Playbacks.AllCrops(t.Context(), nil)), erase(client.Interactions.All(t.Context(), nil)), erase(client.Interactions.AllVotes(t.Context(), nil)),
		erase(client.Teachers.All(t.Context(), nil)),
	} {
		for _, err := range seq {
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, "is required")
		}
	}
	_, err := client.Reports.ListAttendance(t.Context(), nil)
	assert.ErrorContains(t, err, "request is nil")
	_, err = client.Evaluations.ListAnswers(t.Context(), nil)
	assert.ErrorContains(t, err, "request is nil")
	assert.ErrorContains(t, client.Messages.Send(t.Context(), nil), "request is nil")
}

// The iterator does not hold all rows of a room with a hundred thousand users in memory.
func TestAHundredThousandRowsOfAttendance(t *testing.T) {
	const total = 100_000
	row := `{"date":"2018-03-02","user_number":%d,"user_name":"学生","user_role":0,"first_time":"2017-11-23 11:47:09","last_time":"2017-11-23 11:47:15",` +
		`"first_heartbeat_time":"","actual_listen_time":"3600","user_ip":"61.50.136.186","network_operator":"联通","client_type":3,"area":"北京","is_audition":1}`
	requests := 0
	client := stubbed(t, func(_ string, form url.Values) string {
		requests++
		page, _ := strconv.Atoi(form.Get("page"))
		size, _ := strconv.Atoi(form.Get("page_size"))
		var b strings.Builder
		for i := (page - 1) * size; i < min(page*size, total); i++ {
			if b.Len() > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, row, 9_000_000_000_000_000_000+int64(i))
		}
		return fmt.Sprintf(`{"code":0,"data":{"total":%d,"room_user_info":[%s]},"msg":""}`, total, b.String())
	})
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	rows := 0
	for user, err := range client.Reports.AllAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1, Type: baijiayun.AttendanceTypeAll}) {
		require.NoError(t, err)
		require.Equal(t, 9_000_000_000_000_000_000+int64(rows), user.UserNumber)
		if rows++; rows%20_000 == 0 {
			require.Less(t, heap(), before+64<<20)
		}
	}
	assert.Equal(t, total, rows)
	assert.Equal(t, total/500, requests)
}
