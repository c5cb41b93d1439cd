package classin_test

import (
	"crypto/md5"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestUsersAreUpdated(t *testing.T) {
	ctx, srv := t.Context(), classintest.NewServer()
	defer srv.Close()
	c, md := srv.Client(), func(text string) string { return fmt.Sprintf("%x", md5.Sum([]byte(text))) }
	user, err := c.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "13800000001", Password: "secret-1", Membership: classin.MembershipStudent})
	require.NoError(t, err)
	find := func() (found classintest.User) {
		for _, u := range srv.Users() {
			if u.UID == int64(user.UID) {
				found = u
			}
		}
		return found
	}
	require.NoError(t, c.Users.Update(ctx, &classin.UpdateUserRequest{UID: user.UID, Nickname: "小明"}))
	assert.Equal(t, "小明", find().Nickname)
	require.NoError(t, c.Users.Update(ctx, &classin.UpdateUserRequest{Phone: "13800000001", Nickname: "Tom"}))
	require.NoError(t, c.Users.Update(ctx, &classin.UpdateUserRequest{UID: user.UID, Picture: &classcloud.File{Name: "a.png", Content: strings.NewReader("png")}}))
	assert.Equal(t, "Tom", find().Nickname, "a picture changes nothing else")
	assert.ErrorContains(t, c.Users.Update(ctx, &classin.UpdateUserRequest{UID: user.UID}), "changes nothing")
	assert.ErrorIs(t, c.Users.Update(ctx, &classin.UpdateUserRequest{UID: 77, Nickname: "x"}), classin.CodeInvalidData)

	require.NoError(t, c.Users.ChangePassword(ctx, &classin.ChangePasswordRequest{UID: user.UID, OldPasswordMD5: md("secret-1"), Password: "secret-2"}))
	assert.Equal(t, md("secret-2"), find().PasswordMD5)
	err = c.Users.ChangePassword(ctx, &classin.ChangePasswordRequest{UID: user.UID, OldPasswordMD5: md("secret-1"), PasswordMD5: md("secret-3")})
	assert.Error(t, err, "the old password is another by now")
	assert.Equal(t, md("secret-2"), find().PasswordMD5)
	in := &classin.ChangePasswordRequest{UID: 1, OldPasswordMD5: "canary-old", Password: "canary-new"}
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", in, *in, *in, in.LogValue()), "canary")
}
