package weclassroom

import (
	"context"
	"strconv"

	"github.com/go-classcloud/classcloud"
)

// UsersService creates the accounts of students and teachers.
type UsersService struct{ client *Client }

// UserType is what a user is (userType).
type UserType int

// The types.
const (
	UserTypeStudent UserType = 1
	UserTypeTeacher UserType = 2
)

// String returns the type's name, or UserType(9) for one this module does not know.
func (t UserType) String() string {
	switch t {
	case UserTypeStudent:
		return "Student"
	case UserTypeTeacher:
		return "Teacher"
	}
	return "UserType(" + strconv.Itoa(int(t)) + ")"
}

// Gender is a user's gender (userGender).
type Gender int

// The genders.
const (
	GenderMale   Gender = 1
	GenderFemale Gender = 2
)

// String returns the gender's name, or Gender(9) for one this module does not know.
func (g Gender) String() string {
	switch g {
	case GenderMale:
		return "Male"
	case GenderFemale:
		return "Female"
	}
	return "Gender(" + strconv.Itoa(int(g)) + ")"
}

// CreateUsersRequest is the users to create.
type CreateUsersRequest struct {
	Users []NewUser `json:"userData" check:"required,count=50"` // at most 50
}

// NewUser is one user to create.
type NewUser struct {
	Phone  string   `json:"userPhone" check:"required"` // the login, 11 digits
	Name   string   `json:"userName" check:"required"`
	Type   UserType `json:"userType" check:"required"`
	Gender Gender   `json:"userGender" check:"required"`
}

// CreatedUser is a user that now exists. The vendor promises no order: match by Mobile.
type CreatedUser struct {
	Mobile string `json:"mobile,omitzero"`
	UID    int64  `json:"uid,omitzero"`
}

// Create makes the accounts of up to 50 users.
//
// WeClassroom API 1 创建学生、老师, POST /user/create. Not repeated once it may have arrived.
func (s *UsersService) Create(ctx context.Context, in *CreateUsersRequest, opts ...classcloud.CallOption) ([]CreatedUser, error) {
	return call[[]CreatedUser](ctx, s.client, opUsersCreate, in, opts)
}
