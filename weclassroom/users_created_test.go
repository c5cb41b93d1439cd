package weclassroom_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// asked are users with the phones 13800138000 and so on.
func asked(n int) *weclassroom.CreateUsersRequest {
	in := &weclassroom.CreateUsersRequest{}
	for i := range n {
		in.Users = append(in.Users, weclassroom.NewUser{Phone: fmt.Sprint(int64(13800138000) + int64(i)), Name: "N", Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale})
	}
	return in
}

func TestUsersAreNamedByTheirPhones(t *testing.T) {
	for name, data := range map[string]string{
		"in order":                      `[{"mobile":"13800138000","uid":1},{"mobile":13800138001,"uid":2}]`,
		"in another":                    `[{"mobile":13800138001,"uid":2},{"mobile":"13800138000","uid":1}]`,
		"as floating point":             `[{"mobile":13800138000.0,"uid":1},{"mobile":1.3800138001E+10,"uid":"2"}]`,
		"as floating point in text":     `[{"mobile":"13800138000.0","uid":1},{"mobile":" 13800138001","uid":2}]`,
		"with the country":              `[{"mobile":"+86 138 0013 8000","uid":1},{"mobile":"8613800138001","uid":2}]`,
		"with gaps":                     `{"0":{"mobile":"13800138000","uid":1},"7":{"mobile":"13800138001","uid":2}}`,
		"twice the same":                `[{"mobile":"13800138000","uid":1},{"mobile":"13800138001","uid":2},{"mobile":"13800138001","uid":2}]`,
		"one without a phone, one left": `[{"uid":2},{"mobile":"13800138000","uid":1}]`,
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
				return `{"status":1,"error_code":10000,"data":` + data + `}`
			})
			users, err := client.Users.Create(t.Context(), asked(2))
			require.NoError(t, err)
			for _, user := range users {
				want := int64(1)
				if user.Phone[len(user.Phone)-1] == '1' {
					want = 2
				}
				assert.Equal(t, want, user.UserID, "%+v", user)
			}
		})
	}
}

func TestASuccessThatDoesNotNameTheUsersIsADoubt(t *testing.T) {
	for name, test := range map[string]struct {
		data string
		says string
		rows int // the rows beside the error
	}{
		"two by one id":               {`[{"mobile":"13800138000","uid":1},{"mobile":"13800138001","uid":1}]`, "does not name Users[1], and 1 of its rows name nobody, somebody else, somebody again with another id, or two by one id", 2},
		"nobody":                      {`[]`, "does not name Users[0], Users[1]", 0},
		"null":                        {`null`, "does not name Users[0], Users[1]", 0},
		"an empty object":             {`{}`, "does not name Users[0], Users[1]", 0},
		"false":                       {`false`, "does not name Users[0], Users[1]", 0},
		"one of two":                  {`[{"mobile":"13800138001","uid":2}]`, "does not name Users[0]", 1},
		"somebody else":               {`[{"mobile":"13800138000","uid":1},{"mobile":"13700137000","uid":2}]`, "does not name Users[1], and 1 of its rows", 2},
		"one too many":                {`[{"mobile":"13800138000","uid":1},{"mobile":"13800138001","uid":2},{"mobile":"13700137000","uid":3}]`, "1 of its rows", 3},
		"one with two ids":            {`[{"mobile":"13800138000","uid":1},{"mobile":"13800138001","uid":2},{"mobile":"13800138001","uid":3}]`, "1 of its rows", 3},
		"nobody, by place":            {`[{"uid":1},{"uid":2}]`, "does not name Users[0], Users[1], and 2 of its rows", 2},
		"a row without an id":         {`[{"mobile":"13800138000"},{"mobile":"13800138001","uid":2}]`, "1 of its rows cannot be read", 1},
		"an id that is true":          {`[{"mobile":"13800138000","uid":true},{"mobile":"13800138001","uid":2}]`, "1 of its rows cannot be read", 1},
		"a negative id":               {`[{"mobile":"13800138000","uid":-1},{"mobile":"13800138001","uid":2}]`, "1 of its rows cannot be read", 1},
		"a row that is null":          {`[null,{"mobile":"13800138001","uid":2}]`, "1 of its rows cannot be read", 1},
		"a phone that is false":       {`[{"mobile":false,"uid":1},{"mobile":"13700137000","uid":2}]`, "does not name Users[0], Users[1]", 2},
		"no phone, and an unread row": {`[{"uid":1},{"mobile":"13800138001"}]`, "does not name", 1},
	} {
		t.Run(name, func(t *testing.T) {
			client, stub := stubbed(t, func(string, weclassroomtest.Array) string {
				return `{"status":1,"error_code":10000,"data":` + test.data + `}`
			})
			for _, form := range []weclassroom.UserCodeForm{weclassroom.UserCodeFormText, weclassroom.UserCodeFormNumber} {
				client, err := client.With(weclassroom.WithUserCodeForm(form))
				require.NoError(t, err)
				before := stub.Count()
				users, err := client.Users.Create(t.Context(), asked(2))
				e := clienttest.AsError(t, err)
				assert.ErrorIs(t, err, classcloud.DataLoss)
				assert.True(t, classcloud.MaybeApplied(err))
				assert.Contains(t, e.Message, test.says)
				assert.NotContains(t, e.Error(), "138001380", "phones do not go into logs")
				assert.Equal(t, 200, e.HTTPStatus)
				assert.Equal(t, strings.Contains(e.Message, "cannot be read"), len(e.Rows) == 1, "the raw row is kept")
				assert.Len(t, users, test.rows)
				assert.Equal(t, 1, stub.Count()-before, "and is not repeated")
			}
		})
	}
}

func TestCodesOfUsersGoOutAsTextOrNumbers(t *testing.T) {
	for name, test := range map[string]struct {
		client []classcloud.ClientOption
		server []weclassroomtest.Option
		want   any
	}{
		"text, as the document's example": {nil, []weclassroomtest.Option{weclassroomtest.WithTextUserCodes()}, "1"},
		"numbers, for a server that wants them": {[]classcloud.ClientOption{weclassroom.WithUserCodeForm(weclassroom.UserCodeFormNumber)},
			[]weclassroomtest.Option{weclassroomtest.WithNumericUserCodes()}, int64(1)},
	} {
		t.Run(name, func(t *testing.T) {
			srv := weclassroomtest.NewServer(test.server...)
			defer srv.Close()
			in := asked(1)
			in.Users[0].Extra = map[string]any{"color": 1}
			users, err := srv.Client(test.client...).Users.Create(t.Context(), in)
			require.NoError(t, err)
			assert.Len(t, users, 1)
			for _, code := range []string{"userType", "userGender"} {
				sent, _ := params(srv)[0].Get("userData", 0, code)
				assert.Equal(t, test.want, sent, code)
			}
			color, _ := params(srv)[0].Get("userData", 0, "color")
			assert.Equal(t, int64(1), color)
		})
	}
	keys := weclassroom.Credentials{ApplicationID: "application", Secret: canary}
	_, err := weclassroom.New(keys, weclassroom.WithUserCodeForm(9))
	assert.ErrorContains(t, err, "UserCodeForm(9)")
}

func TestUsersThatAreRefusedBeforeSending(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*weclassroom.CreateUsersRequest)
		field  string
	}{
		"a name of blanks":           {func(in *weclassroom.CreateUsersRequest) { in.Users[1].Name = " \t" }, "Users[1].Name"},
		"no gender":                  {func(in *weclassroom.CreateUsersRequest) { in.Users[1].Gender = 0 }, "Users[1].Gender"},
		"no role":                    {func(in *weclassroom.CreateUsersRequest) { in.Users[0].Role = 0 }, "Users[0].Role"},
		"a phone twice":              {func(in *weclassroom.CreateUsersRequest) { in.Users[2].Phone = in.Users[0].Phone }, "Users[2].Phone"},
		"a phone twice, in two ways": {func(in *weclassroom.CreateUsersRequest) { in.Users[2].Phone = "+86 13800138000" }, "Users[2].Phone"},
	} {
		for _, form := range []weclassroom.UserCodeForm{weclassroom.UserCodeFormText, weclassroom.UserCodeFormNumber} {
			t.Run(fmt.Sprint(name, " ", form), func(t *testing.T) {
				srv := weclassroomtest.NewServer()
				defer srv.Close()
				in := asked(3)
				test.change(in)
				_, err := srv.Client(weclassroom.WithUserCodeForm(form)).Users.Create(t.Context(), in)
				e := clienttest.AsError(t, err)
				require.Len(t, e.Fields, 1)
				assert.Equal(t, test.field, e.Fields[0].Field)
				assert.Empty(t, srv.Requests())
			})
		}
	}
	i := newInstitution(t)
	both := asked(2)
	both.Users[1].Phone, both.Users[1].Role = both.Users[0].Phone, weclassroom.RoleTeacher
	_, err := i.client.Users.Create(t.Context(), both)
	assert.NoError(t, err, "one phone may be a student's and a teacher's")
}
