package aui_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

// membersOf answers pages of n members; total is the member "total" with its comma, or empty.
func membersOf(n int, total string) func(seen) (int, string) {
	return func(r seen) (int, string) {
		size, page := r.number("page_size"), r.number("page_num")
		var rows []string
		for i := (page - 1) * size; i < min(page*size, n); i++ {
			rows = append(rows, fmt.Sprintf(`{"user_id":"u%d","identity":1,"status":1}`, i+1))
		}
		return http.StatusOK, `{"success":true,"data":{` + total + `"members":[` + strings.Join(rows, ",") + `]}}`
	}
}

// walkMembers returns the ids that a walk yields, and the error that ends it. The errors of rows are passed over.
func walkMembers(t *testing.T, client *aui.Client, in *aui.ListMembersRequest) (ids []string, err error) {
	t.Helper()
	for member, failure := range client.Members.All(t.Context(), in) {
		require.NoError(t, err)
		switch {
		case failure == nil:
			ids = append(ids, member.UserID)
		case len(rowsOf(failure)) == 0:
			err = failure
		}
	}
	return ids, err
}

func TestAllMembers(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer func(seen) (int, string)
		ids    string
		pages  []int
	}{
		{"the page that completes the total is the last, full or not", membersOf(4, `"total":4,`), "u1 u2 u3 u4", []int{1, 2}},
		{"a short one as well", membersOf(3, `"total":3,`), "u1 u2 u3", []int{1, 2}},
		{"without a total an empty page is the end", membersOf(3, ""), "u1 u2 u3", []int{1, 2, 3}},
		{"with a total that cannot be read as well", membersOf(3, `"total":{},`), "u1 u2 u3", []int{1, 2, 3}},
		{"with one of 0 as well", membersOf(3, `"total":0,`), "u1 u2 u3", []int{1, 2, 3}},
		{"nobody", membersOf(0, `"total":0,`), "", []int{1}},
		{"nulls are told and counted", func(r seen) (int, string) {
			rows := []string{`[{"user_id":"u1"},null]`, `[null,null]`, `[{"user_id":"u2"}]`}
			return http.StatusOK, `{"success":true,"data":{"total":5,"members":` + rows[r.number("page_num")-1] + `}}`
		}, "u1 u2", []int{1, 2, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, server := script(t, c.answer)
			ids, err := walkMembers(t, client, &aui.ListMembersRequest{ClassID: "c1", PageSize: 2})
			require.NoError(t, err)
			assert.Equal(t, c.ids, strings.Join(ids, " "))
			assert.Equal(t, c.pages, server.pages())
		})
	}
}

func TestAllMembersThroughFailures(t *testing.T) {
	t.Run("an outage on a later page is an error", func(t *testing.T) {
		list := membersOf(9, `"total":9,`)
		client, server := script(t, func(r seen) (int, string) {
			if r.number("page_num") == 2 {
				return http.StatusOK, serverFault
			}
			return list(r)
		})
		ids, err := walkMembers(t, client, &aui.ListMembersRequest{ClassID: "c1", PageSize: 2})
		assertKind(t, err, classcloud.Internal)
		assert.Len(t, ids, 2)
		assert.Equal(t, []int{1, 2}, server.pages())
	})
	t.Run("a server that repeats its first page", func(t *testing.T) {
		list := membersOf(2, `"total":9,`)
		client, server := script(t, func(r seen) (int, string) {
			return list(r.onPage(1))
		})
		ids, err := walkMembers(t, client, &aui.ListMembersRequest{ClassID: "c1", PageSize: 2})
		assertKind(t, err, classcloud.DataLoss)
		assert.ErrorContains(t, err, "2 of 9 rows came, 7 are missing")
		assert.Len(t, ids, 2)
		assert.Len(t, server.seen(), 4, "it goes through the list twice")
	})
	t.Run("a total that the server never reaches", func(t *testing.T) {
		client, _ := script(t, membersOf(3, `"total":99,`))
		ids, err := walkMembers(t, client, &aui.ListMembersRequest{ClassID: "c1", PageSize: 2})
		assertKind(t, err, classcloud.DataLoss)
		assert.ErrorContains(t, err, "96 are missing")
		assert.Len(t, ids, 3)
	})
	t.Run("no request after a break", func(t *testing.T) {
		client, server := script(t, membersOf(9, `"total":9,`))
		for range client.Members.All(t.Context(), &aui.ListMembersRequest{ClassID: "c1", PageSize: 2}) {
			break
		}
		assert.Len(t, server.seen(), 1)
	})
}

func TestAllMembersAsksForAHundred(t *testing.T) {
	client, server := script(t, membersOf(1, `"total":1,`))
	_, err := walkMembers(t, client, &aui.ListMembersRequest{ClassID: "c1"})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"class_id": "c1", "identity": 0.0, "status": 0.0, "page_num": 1.0, "page_size": 100.0}, server.seen()[0].params)
}

// When the answer to the first attempt is lost, "not in the class" to the second one means success.
func TestLeaveAfterALostAnswer(t *testing.T) {
	const notIn = `{"success":false,"data":{"reason":"NotInClass"}}`
	client, server := script(t, func(r seen) (int, string) {
		if r.n == 1 {
			return 0, ""
		}
		return http.StatusOK, notIn
	})
	in := &aui.LeaveClassRequest{ClassID: "c1", UserID: "u1"}
	require.NoError(t, client.Members.Leave(t.Context(), in))
	assert.Len(t, server.seen(), 2)

	client, _ = script(t, always(notIn))
	err := client.Members.Leave(t.Context(), in)
	require.ErrorIs(t, err, aui.ReasonNotInClass, "without an unanswered try it is a refusal")
	assert.False(t, classcloud.MaybeApplied(err))
}

// Who leaves while the members are walked moves to another page. Everybody who is there all the time comes once.
func TestMembersWhoMoveDuringAWalk(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	for i := range 6 {
		srv.AddMember(auitest.Member{ClassID: "c-1", UserID: fmt.Sprint("u", i), UserName: "name"})
	}
	walk := func(during func()) (ids []string) {
		for member, err := range client.Members.All(t.Context(), &aui.ListMembersRequest{ClassID: "c-1", PageSize: 2}) {
			require.NoError(t, err)
			if ids = append(ids, member.UserID); len(ids) == 2 {
				during()
			}
		}
		return ids
	}
	all := []string{"u0", "u1", "u2", "u3", "u4", "u5"}
	leave := func(id string) {
		require.NoError(t, client.Members.Leave(t.Context(), &aui.LeaveClassRequest{ClassID: "c-1", UserID: id}))
	}
	first, err := client.Members.List(t.Context(), &aui.ListMembersRequest{ClassID: "c-1", PageSize: 2})
	require.NoError(t, err)
	assert.ElementsMatch(t, all, walk(func() { leave(first.Members[0].UserID) }))
	assert.ElementsMatch(t, append(all, "new"), walk(func() {
		require.NoError(t, client.Members.Join(t.Context(), &aui.JoinClassRequest{ClassID: "c-1", UserID: "new", UserName: "name"}))
	}))
}

// Odd cells cost their row; pictures and totals cost nothing; a status that is not there is not "every status".
func TestMembersThatCannotBeRead(t *testing.T) {
	client, _ := script(t, always(`{"success":true,"data":{"total":{},"members":[{"user_id":"a","user_avatar":{}},{"user_name":"b"},{"user_id":"c","join_time":[1]},{"user_id":12345678901234567890,"status":"x","identity":{}}]}}`))
	page, err := client.Members.List(t.Context(), &aui.ListMembersRequest{ClassID: "c1"})
	assertKind(t, err, classcloud.DataLoss)
	require.Len(t, rowsOf(err), 2)
	assert.Equal(t, -1, page.Total)
	assert.Equal(t, 2, page.Broken)
	require.Len(t, page.Members, 2)
	assert.Equal(t, "12345678901234567890", page.Members[1].UserID)
	assert.Equal(t, aui.MemberStatus(-1), page.Members[0].Status)
	assert.Equal(t, aui.Role(-1), page.Members[0].Role)

	client, _ = script(t, always(`{"success":true,"data":{"total":5}}`))
	_, err = client.Members.List(t.Context(), &aui.ListMembersRequest{ClassID: "c1"})
	assertKind(t, err, classcloud.DataLoss)
	for _, nothing := range []string{`{}`, `[]`, `null`, `""`, `false`} {
		client, _ = script(t, always(`{"success":true,"data":`+nothing+`}`))
		page, err = client.Members.List(t.Context(), &aui.ListMembersRequest{ClassID: "c1"})
		require.NoError(t, err)
		assert.Equal(t, &aui.MemberPage{Total: -1, Members: []aui.Member{}}, page)
	}
}

// The names of the first version are passed over in silence where members are kicked and permits are taken, so they are refused.
func TestAnnouncersOfTheOtherSet(t *testing.T) {
	client, server := script(t, always(`{"success":true}`))
	for _, name := range []aui.IMServer{aui.IMServerAliyun, aui.IMServerRongCloud} {
		names := []aui.IMServer{aui.IMServerAliyunNew, name}
		for _, err := range []error{
			client.Members.Kick(t.Context(), &aui.KickRequest{ClassID: "c", UserID: "u1", IMServers: names}),
			client.Assistants.DeletePermit(t.Context(), &aui.DeletePermitRequest{ClassID: "c", IMServers: names}),
		} {
			assert.Equal(t, "IMServers[1]", failureOf(t, err, classcloud.InvalidArgument).Fields[0].Field)
		}
	}
	assert.Empty(t, server.seen())
	require.NoError(t, client.Members.Kick(t.Context(), &aui.KickRequest{ClassID: "c", UserID: "u1", IMServers: []aui.IMServer{aui.IMServerAliyunOld}}))
}
