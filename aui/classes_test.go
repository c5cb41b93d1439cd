package aui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// listOf returns the answers of an AppServer with n classes. Like the published servers, it signs the URLs again in every reply, and
// answers a page without classes in the same way as a fault.
func listOf(n int) func(seen) (int, string) {
	signature := 0
	return func(r seen) (int, string) {
		size, page := r.number("page_size"), r.number("page_num")
		var rows []string
		for i := (page - 1) * size; i < min(page*size, n); i++ {
			signature++
			rows = append(rows, fmt.Sprintf(`{"id":"c%d","link_info":{"rtc_push_url":"artc://x?token=%d"}}`, i+1, signature))
		}
		if len(rows) == 0 {
			return http.StatusOK, serverFault
		}
		return http.StatusOK, `{"success":true,"data":[` + strings.Join(rows, ",") + `]}`
	}
}

// walkClasses returns the ids that a walk yields, and the error that ends it.
func walkClasses(t *testing.T, client *aui.Client, in *aui.ListClassesRequest, opts ...classcloud.CallOption) (ids []string, err error) {
	t.Helper()
	for class, failure := range client.Classes.All(t.Context(), in, opts...) {
		require.NoError(t, err, "an error ends the walk")
		if failure != nil {
			assert.Empty(t, class.ClassID, "an error comes with the zero class")
			err = failure
			continue
		}
		ids = append(ids, class.ClassID)
	}
	return ids, err
}

func ofTwo() *aui.ListClassesRequest { return &aui.ListClassesRequest{UserID: "u1", PageSize: 2} }

func TestAllClasses(t *testing.T) {
	for _, c := range []struct {
		name    string
		classes int
		ask     aui.ListClassesRequest
		ids     string
		pages   []int
	}{
		{"a page that is not full need not be the last", 3, *ofTwo(), "c1 c2 c3", []int{1, 2, 3, 2}},
		{"behind a full page a failing one is the end when the full one still answers", 4, *ofTwo(), "c1 c2 c3 c4", []int{1, 2, 3, 2}},
		{"a walk may begin at a later page", 5, aui.ListClassesRequest{UserID: "u1", Page: 2, PageSize: 2}, "c3 c4 c5", []int{2, 3, 4, 3}},
		{"one that begins beyond the end finds nothing", 2, aui.ListClassesRequest{UserID: "u1", Page: 3, PageSize: 1}, "", []int{3, 2}},
		{"50 a page by default", 51, aui.ListClassesRequest{UserID: "u1"}, "", []int{1, 2, 3, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, server := script(t, listOf(c.classes))
			ids, err := walkClasses(t, client, &c.ask)
			require.NoError(t, err)
			if c.ids != "" {
				assert.Equal(t, c.ids, strings.Join(ids, " "))
			}
			assert.Equal(t, c.pages, server.pages())
		})
	}
}

func TestAllClassesIsLazyAndRepeatable(t *testing.T) {
	client, server := script(t, listOf(10))
	all := client.Classes.All(t.Context(), ofTwo())
	assert.Empty(t, server.seen(), "nothing is asked before the walk")
	for range 2 {
		for class, err := range all {
			require.NoError(t, err)
			assert.Equal(t, "c1", class.ClassID)
			break
		}
	}
	assert.Equal(t, []int{1, 1}, server.pages(), "no request after a break, and each walk begins anew")
}

func TestAllClassesCutsThePageSizeTheServerWouldCut(t *testing.T) {
	client, server := script(t, listOf(3))
	ids, err := walkClasses(t, client, &aui.ListClassesRequest{UserID: "u1", PageSize: 100_000})
	require.NoError(t, err)
	assert.Len(t, ids, 3)
	assert.Equal(t, 500, server.seen()[0].number("page_size"))

	_, err = client.Classes.List(t.Context(), &aui.ListClassesRequest{UserID: "u1", PageSize: 501})
	failure := failureOf(t, err, classcloud.InvalidArgument)
	assert.Equal(t, "PageSize", failure.Fields[0].Field)
}

// An outage on page n never reads as a short list.
func TestAllClassesThroughAnOutage(t *testing.T) {
	t.Run("the page before fails as well", func(t *testing.T) {
		list := listOf(10)
		client, server := script(t, func(r seen) (int, string) {
			if r.n > 2 {
				return http.StatusOK, serverFault
			}
			return list(r)
		})
		ids, err := walkClasses(t, client, ofTwo())
		assert.Contains(t, failureOf(t, err, classcloud.Internal).Hint, "an outage")
		assert.Equal(t, []string{"c1", "c2", "c3", "c4"}, ids)
		assert.Equal(t, []int{1, 2, 3, 2}, server.pages())
	})
	t.Run("a status is an error at once", func(t *testing.T) {
		list := listOf(10)
		client, server := script(t, func(r seen) (int, string) {
			if r.number("page_num") == 2 {
				return http.StatusServiceUnavailable, ""
			}
			return list(r)
		}, classcloud.WithoutRetry())
		ids, err := walkClasses(t, client, ofTwo())
		assertKind(t, err, classcloud.Unavailable)
		assert.Len(t, ids, 2)
		assert.Equal(t, []int{1, 2}, server.pages())
	})
	t.Run("the first page's failure is the walk's, with a hint", func(t *testing.T) {
		for _, body := range []string{serverFault, `{"success":false,"errorCode":"500","errorMsg":"List is empty"}`} {
			client, server := script(t, always(body))
			_, err := walkClasses(t, client, ofTwo())
			require.ErrorIs(t, err, aui.CodeInternal)
			assert.Equal(t, []int{1}, server.pages())
			if body == serverFault {
				assert.Contains(t, failureOf(t, err, classcloud.Internal).Hint, "a page without classes")
			} else {
				assertKind(t, err, classcloud.NotFound)
			}
		}
	})
	t.Run("v1.0.0 says that a page is empty", func(t *testing.T) {
		list := listOf(2)
		client, server := script(t, func(r seen) (int, string) {
			status, body := list(r)
			return status, strings.Replace(body, "服务器异常，请稍后重试", "List is empty", 1)
		})
		ids, err := walkClasses(t, client, ofTwo())
		require.NoError(t, err)
		assert.Len(t, ids, 2)
		assert.Equal(t, []int{1, 2, 1}, server.pages())
	})
	t.Run("a refused parameter does not end it", func(t *testing.T) {
		list := listOf(2)
		client, _ := script(t, func(r seen) (int, string) {
			if r.number("page_num") == 2 {
				return http.StatusOK, `{"success":false,"data":{"code":0,"msg":"UserId不能为空<br>"},"errorCode":"500","errorMsg":"x"}`
			}
			return list(r)
		})
		_, err := walkClasses(t, client, ofTwo())
		assertKind(t, err, classcloud.InvalidArgument)
	})
	t.Run("a server that ignores the page's number", func(t *testing.T) {
		list := listOf(2)
		client, server := script(t, func(r seen) (int, string) {
			return list(r.onPage(1))
		})
		ids, err := walkClasses(t, client, ofTwo())
		require.NoError(t, err)
		assert.Len(t, ids, 2, "each once, though every reply is signed anew")
		assert.Equal(t, []int{1, 2, 3, 4}, server.pages(), "new classes may have shifted the others by a whole page")
	})
}

// A null is a class that the server could not look up. It costs its row, and no other.
func TestAllClassesTellsOfNulls(t *testing.T) {
	pages := []string{`[{"id":"c1"},null]`, `[null,null]`, `[{"id":"c2"}]`}
	answer := func(r seen) (int, string) {
		if n := r.number("page_num"); n <= len(pages) {
			return http.StatusOK, `{"success":true,"data":` + pages[n-1] + `}`
		}
		return http.StatusOK, serverFault
	}
	client, server := script(t, answer)
	ids, bad, err := gatherClasses(t, client, ofTwo())
	require.NoError(t, err)
	assert.Equal(t, []string{"c1", "c2"}, ids, "a page of nulls does not end the walk")
	assert.Equal(t, []string{"/1 is null", "/0 is null", "/1 is null"}, bad)
	assert.Equal(t, []int{1, 2, 3, 4, 3}, server.pages())

	page, err := client.Classes.List(t.Context(), ofTwo())
	failure := failureOf(t, err, classcloud.DataLoss)
	require.NotNil(t, page, "the result comes beside the error")
	assert.Len(t, page.Classes, 1)
	assert.Equal(t, 1, page.Broken)
	require.Len(t, failure.Rows, 1)
	assert.Equal(t, "null", string(failure.Rows[0].Raw))
	assert.False(t, classcloud.MaybeApplied(err))

	client, server = script(t, always(`{"success":true,"data":[null,null]}`))
	_, bad, err = gatherClasses(t, client, ofTwo())
	assertKind(t, err, classcloud.DataLoss)
	assert.ErrorContains(t, err, "10 pages in a row")
	assert.Len(t, bad, 20)
	assert.Len(t, server.seen(), 10, "nothing but nulls is given up")
}

// gatherClasses walks all classes. bad are the rows that could not be read; the error ended the walk.
func gatherClasses(t *testing.T, client *aui.Client, in *aui.ListClassesRequest) (ids, bad []string, err error) {
	t.Helper()
	for class, failure := range client.Classes.All(t.Context(), in) {
		require.NoError(t, err, "an error ends the walk, but for a row's")
		switch rows := rowsOf(failure); {
		case failure == nil:
			ids = append(ids, class.ClassID)
		case len(rows) > 0:
			bad = append(bad, rows...)
		default:
			err = failure
		}
	}
	return ids, bad, err
}

func TestGroupIDAndRoleOf(t *testing.T) {
	for want, class := range map[string]aui.Class{
		"a": {AliyunID: "a", RongCloudID: "r"},
		"c": {ChatID: "c"},
		"r": {RongCloudID: "r"},
		"":  {},
	} {
		assert.Equal(t, want, class.GroupID())
	}
	class := &aui.Class{TeacherID: "t1"}
	assert.Equal(t, aui.RoleTeacher, class.RoleOf(aui.Member{UserID: "t1", Role: 2}), "v1.2.0 writes 2 for a teacher")
	assert.Equal(t, aui.RoleTeacher, class.RoleOf(aui.Member{UserID: "t1", Role: 3}))
	assert.Equal(t, aui.RoleAssistant, class.RoleOf(aui.Member{UserID: "a1", Role: 2}))
	assert.Equal(t, aui.RoleStudent, class.RoleOf(aui.Member{UserID: "s1", Role: 1}))
}

// The document has two names for the co-streaming of a class; whatever returns a class reads both.
func TestBothNamesOfTheMeeting(t *testing.T) {
	const text = `"{\"members\":[{\"user_id\":\"xxx\"}]}"`
	for _, name := range []string{"meeting_info", "meetingInfo"} {
		body := `{"id":"c1","status":0,"` + name + `":` + text + `}`
		client, _ := script(t, func(r seen) (int, string) {
			if r.op == "list" {
				return http.StatusOK, `{"success":true,"data":[` + body + `]}`
			}
			return http.StatusOK, `{"success":true,"data":` + body + `}`
		})
		action := &aui.ClassActionRequest{ClassID: "c1", UserID: "u"}
		for call, do := range map[string]func() (*aui.Class, error){
			"get": func() (*aui.Class, error) {
				return client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u"})
			},
			"start": func() (*aui.Class, error) { return client.Classes.Start(t.Context(), action) },
			"stop":  func() (*aui.Class, error) { return client.Classes.Stop(t.Context(), action) },
			"pause": func() (*aui.Class, error) { return client.Classes.Pause(t.Context(), action) },
			"create": func() (*aui.Class, error) {
				return client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
			},
			"list": func() (*aui.Class, error) {
				page, err := client.Classes.List(t.Context(), ofTwo())
				return &page.Classes[0], err
			},
		} {
			class, err := do()
			require.NoError(t, err, call)
			meeting, err := class.Meeting()
			require.NoError(t, err, call)
			require.Len(t, meeting.Members, 1, "%s %s", name, call)
		}
	}
}

// One odd field never costs the result.
func TestOneOddFieldOfAClass(t *testing.T) {
	for _, field := range []string{`"metrics":{"pv":"-"}`, `"user_status":{"mute":{},"mute_source":3}`, `"user_status":[1]`, `"user_status":{}`, `"created_at":"soon"`, `"updated_at":{}`,
		`"vod_info":{"playlist":[{"width":"wide"}]}`, `"vod_info":"x"`, `"assistantPermit":{"user_name":"x"}`, `"shadow_link_info":7`, `"link_info":{"link_info_shadow":1}`} {
		client, _ := script(t, always(`{"success":true,"data":{"id":"ID-1","title":"t","teacher_id":"x","chat_id":"g",`+field+`}}`))
		got, option := warnings()
		class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"}, option)
		require.NoError(t, err, field)
		assert.Equal(t, "ID-1", class.ClassID)
		assert.NotEmpty(t, *got, field)
	}
	for _, field := range []string{`"started_at":"soon"`, `"link_info":7`, `"title":{"a":1}`, `"extends":{"a":1}`} {
		client, server := script(t, always(`{"success":true,"data":{"id":"ID-1",`+field+`}}`))
		class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
		failure := failureOf(t, err, classcloud.DataLoss)
		assert.Equal(t, classcloud.OutcomeApplied, failure.Outcome, "the id comes beside the error: %s", field)
		require.NotNil(t, class)
		assert.Equal(t, "ID-1", class.ClassID)
		assert.Len(t, server.seen(), 1)
	}
	client, _ := script(t, always(`{"success":true,"data":[{"id":"a","user_status":{"mute":false,"mute_source":"group"}},{"id":"b","started_at":"soon"},{"title":"c"},{"id":"d","status":{},"mode":"x"}]}`))
	page, err := client.Classes.List(t.Context(), ofTwo())
	assertKind(t, err, classcloud.DataLoss)
	require.Len(t, rowsOf(err), 2)
	require.Len(t, page.Classes, 2)
	assert.Equal(t, aui.MuteSources{"group"}, page.Classes[0].UserStatus.MuteSources)
	assert.Equal(t, aui.ClassStatus(-1), page.Classes[1].Status)
}

// The times of Java's writers are read, and no time is no time.
func TestTimesOfJavasWriters(t *testing.T) {
	for text, want := range map[string]string{
		`"2023-08-08T07:13:53.000+0000"`: "2023-08-08T15:13:53+08:00", `"2023/08/08 15:13:53"`: "2023-08-08T15:13:53+08:00",
		`"2023-08-08T15:13:53"`: "2023-08-08T15:13:53+08:00", `1691478833000`: "2023-08-08T15:13:53+08:00", `"2023-02-27T17:34:00.592750182+08:00"`: "2023-02-27T17:34:00+08:00",
		`-1`: "", `"-1"`: "", `""`: "", `0`: "", `null`: "",
	} {
		client, _ := script(t, always(`{"success":true,"data":{"id":"c1","created_at":`+text+`,"started_at":`+text+`}}`))
		class, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u"})
		require.NoError(t, err, text)
		for _, got := range []time.Time{class.CreateTime, class.StartTime} {
			if want == "" {
				assert.True(t, got.IsZero(), text)
			} else {
				assert.Equal(t, want, got.In(clienttest.CST).Format(time.RFC3339), text)
			}
		}
	}
}
