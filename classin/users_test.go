package classin_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestRegisterIsNotRepeated(t *testing.T) {
	client, stub := stubbed(t, drops())
	in := &classin.RegisterUserRequest{Phone: "1", Password: "secret1"}
	_, err := client.Users.Register(t.Context(), in)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Equal(t, 1, stub.Count())
	_, err = answering(t, says(`{"error_info":{"errno":101003002}}`)).Users.Register(t.Context(), in)
	assert.ErrorIs(t, err, classin.CodeRepeated)
	assert.True(t, classcloud.MaybeApplied(err), "the call within 5 seconds before may have done it")
}

// Whatever of the vendor's contradictory pages holds, nobody is told a password that does not work, and the member is one in the end.
func TestRegisteringAnAccountThatExists(t *testing.T) {
	for _, way := range []classintest.Registered{classintest.RegisteredIgnored, classintest.RegisteredAdded, classintest.RegisteredAccepted} {
		for _, member := range []classin.Membership{classin.MembershipNone, classin.MembershipStudent, classin.MembershipTeacher} {
			t.Run(fmt.Sprint(way, " ", member), func(t *testing.T) {
				s := newSchool(t, []classintest.Option{classintest.WithRegistered(way)})
				s.SetRepeatWindow(0)
				s.SetUser(classintest.User{UID: 42, Phone: "13800000001", PasswordMD5: "old"})
				old, err := s.Client.Users.Register(t.Context(), &classin.RegisterUserRequest{Phone: "13800000001", Password: "secret1", Membership: member})
				require.NoError(t, err)
				fresh, err := s.Client.Users.Register(t.Context(), &classin.RegisterUserRequest{Phone: "13800000002", Password: "secret1", Membership: member})
				require.NoError(t, err)
				items, err := s.Client.Users.RegisterBatch(t.Context(), &classin.RegisterUserBatchRequest{Users: []classin.NewUser{
					{Phone: "13800000003", Password: "secret1", Membership: member}, {Phone: "13800000001", Password: "secret1", Membership: member}}})
				require.NoError(t, err)
				require.NoError(t, classcloud.ItemErrors(items))

				assert.EqualValues(t, 42, old.UID)
				for _, u := range []*classin.RegisteredUser{old, &items[1].Value} {
					accepted := way == classintest.RegisteredAccepted && member != classin.MembershipNone
					assert.Equal(t, !accepted, u.Existed)
					assert.NotEqual(t, classin.PasswordStatusSet, u.PasswordStatus)
					assert.Equal(t, u.Existed, u.PasswordStatus == classin.PasswordStatusKept)
				}
				for _, u := range []*classin.RegisteredUser{fresh, &items[0].Value} {
					assert.False(t, u.Existed)
					assert.Equal(t, member == classin.MembershipNone, u.PasswordStatus == classin.PasswordStatusSet)
					assert.NotEqual(t, classin.PasswordStatusKept, u.PasswordStatus)
				}
				// What the comment advises after Existed holds under all three.
				if member == classin.MembershipTeacher && old.Existed {
					_, err := s.Client.Teachers.Add(t.Context(), &classin.AddTeacherRequest{Account: "13800000001", Name: "A"})
					require.NoError(t, err)
				}
				if member == classin.MembershipTeacher {
					in := s.class("Hers")
					in.TeacherUID = old.UID
					_, err := s.Client.Classes.Create(t.Context(), in)
					require.NoError(t, err)
				}
			})
		}
	}
	out, err := answering(t, says(`{"data":55,"error_info":{"errno":131}}`)).Users.Register(t.Context(), &classin.RegisterUserRequest{Phone: "13800000001", Password: "secret1"})
	require.Error(t, err)
	assert.Equal(t, &classin.RegisteredUser{UID: 55}, out, "nobody knows")
}
