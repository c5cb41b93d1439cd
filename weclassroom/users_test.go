package weclassroom_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestANewPhoneMayBeANewUser(t *testing.T) {
	for name, c := range map[string]struct {
		opts    []weclassroomtest.Option
		changed bool
	}{"the same id": {nil, false}, "another id": {[]weclassroomtest.Option{weclassroomtest.WithNewUserIDs()}, true}} {
		t.Run(name, func(t *testing.T) {
			srv := weclassroomtest.NewServer(c.opts...)
			defer srv.Close()
			user := srv.AddUser(weclassroomtest.User{Phone: "12345678912", Name: "张一", Student: true})
			client, ctx := srv.Client(), t.Context()
			after, err := client.Users.SetPhone(ctx, &weclassroom.SetPhoneRequest{NewPhone: "12345678911", OldPhone: "12345678912"})
			require.NoError(t, err)
			assert.Equal(t, c.changed, after.UserID != user.UserID)
			found, err := client.Users.ListByPhones(ctx, []string{"12345678911", "12345678912"})
			require.NoError(t, err)
			require.Len(t, found, 1)
			assert.Equal(t, after.UserID, found[0].UserID)
			assert.Equal(t, "12345678911", found[0].Phone)
		})
	}
}

func TestUsersAreMatchedByPhone(t *testing.T) {
	srv := weclassroomtest.NewServer(weclassroomtest.WithReversedUsers())
	defer srv.Close()
	made, err := srv.Client().Users.Create(t.Context(), &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
		{Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderMale},
		{Phone: "13800138001", Name: "李四", Role: weclassroom.RoleStudent, Gender: weclassroom.GenderFemale, Extra: map[string]any{"color": 1}},
	}})
	require.NoError(t, err)
	require.Len(t, made, 2)
	assert.Equal(t, "13800138001", made[0].Phone)
	color, _ := params(srv)[0].Get("userData", 1, "color")
	assert.Equal(t, int64(1), color)

	_, err = srv.Client().Users.Create(t.Context(), &weclassroom.CreateUsersRequest{Users: slices.Repeat([]weclassroom.NewUser{
		{Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderMale}}, 51)})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.ErrorContains(t, err, "has 51 elements, the vendor takes 50")
}

func TestUsersComeInAnyOrder(t *testing.T) {
	i := newInstitution(t, weclassroomtest.WithReversedUsers())
	users, err := i.client.Users.Create(t.Context(), &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
		{Phone: "13800138000", Name: "A", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
		{Phone: "13800138001", Name: "B", Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale},
	}})
	require.NoError(t, err)
	require.Len(t, users, 2)
	byPhone := map[string]int64{}
	for _, u := range i.Server.Users() {
		byPhone[u.Phone] = u.UserID
	}
	for _, u := range users {
		assert.Equal(t, byPhone[u.Phone], u.UserID)
	}
}
