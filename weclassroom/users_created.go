package weclassroom

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// createUserNumbers is a CreateUsersRequest whose codes go out as numbers.
type createUserNumbers struct {
	Users []numberedUser `json:"userData" check:"required,count=50"`
}

// numberedUser is a NewUser whose codes go out as numbers.
type numberedUser struct {
	Phone  string         `json:"userPhone" check:"required"`
	Name   string         `json:"userName" check:"required"`
	Role   Role           `json:"userType" check:"required"`
	Gender Gender         `json:"userGender" check:"required"`
	Extra  map[string]any `json:"-" wire:"extra"`
}

// Validate refuses what NewUser refuses.
func (u *numberedUser) Validate() []classcloud.FieldError { return (*NewUser)(u).Validate() }

// Validate refuses what CreateUsersRequest refuses.
func (r *createUserNumbers) Validate() []classcloud.FieldError {
	return (&CreateUsersRequest{Users: r.users()}).Validate()
}

// inForm returns the request with the codes in a form. A nil request stays nil.
func (r *CreateUsersRequest) inForm(form UserCodeForm) any {
	if r == nil || form != UserCodeFormNumber {
		return r
	}
	out := &createUserNumbers{}
	for _, user := range r.Users {
		out.Users = append(out.Users, numberedUser(user))
	}
	return out
}

// phoneDigits returns the digits of a mobile number, without China's 86 before its eleven: a reply may write it otherwise than the
// request.
func phoneDigits(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, strings.TrimSuffix(phone, ".0"))
	if len(digits) == 13 {
		digits = strings.TrimPrefix(digits, "86")
	}
	return digits
}

// userVerdicts is what a reply of Users.Create says about the users that were asked for.
type userVerdicts struct {
	missing  []int // places of users that no row names
	nameless []int // rows without a phone
	strange  int   // rows that name somebody else, somebody again with another id, or somebody by the id of another
}

// verdictsOf matches rows and users by phone, and never by their places: the vendor promises no order.
func verdictsOf(asked []NewUser, rows []CreatedUser) userVerdicts {
	var v userVerdicts
	wanted, named, owner := map[string]bool{}, map[string]int64{}, map[int64]string{}
	for _, user := range asked {
		wanted[phoneDigits(user.Phone)] = true
	}
	for i, row := range rows {
		phone := phoneDigits(row.Phone)
		id, again := named[phone]
		switch of, taken := owner[row.UserID]; {
		case phone == "":
			v.nameless = append(v.nameless, i)
		case !wanted[phone], again && id != row.UserID, taken && of != phone:
			v.strange++
		default:
			named[phone], owner[row.UserID] = row.UserID, phone
		}
	}
	for i, user := range asked {
		if _, ok := named[phoneDigits(user.Phone)]; !ok {
			v.missing = append(v.missing, i)
		}
	}
	return v
}

// sole reports whether one row without a phone and one user without a row are left: then the row is the user's.
func (v userVerdicts) sole() bool {
	return len(v.missing) == 1 && len(v.nameless) == 1 && v.strange == 0
}

// checkCreatedUsers makes the error of a success that does not name each of the users, or that names others. It comes beside the rows.
func checkCreatedUsers(c *transport.Call, payload []byte) *classcloud.Error {
	var asked []NewUser
	switch in := c.In.(type) {
	case *CreateUsersRequest:
		asked = in.users()
	case *createUserNumbers:
		asked = in.users()
	}
	var rows []CreatedUser
	report, err := wire.Read(payload, &rows)
	v := verdictsOf(asked, rows)
	if err != nil && len(payload) > 0 || len(asked) == 0 || v.sole() && report.OK() || len(v.missing)+len(v.nameless)+v.strange == 0 {
		return nil // what cannot be read is the decoder's to tell
	}
	message := "the reply says success"
	if len(v.missing) > 0 {
		places := make([]string, len(v.missing))
		for i, at := range v.missing {
			places[i] = "Users[" + strconv.Itoa(at) + "]"
		}
		message += ", and does not name " + strings.Join(places, ", ")
	}
	if other := v.strange + len(v.nameless); other > 0 {
		message += fmt.Sprintf(", and %d of its rows name nobody, somebody else, somebody again with another id, or two by one id", other)
	}
	if len(report.Rows) > 0 {
		message += fmt.Sprintf(", and %d of its rows cannot be read", len(report.Rows))
	}
	return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeApplied, Message: message, Rows: report.Rows,
		Hint: "ask ListByPhones which of the users exist"}
}

// users returns the users of a request, none for a nil one.
func (r *CreateUsersRequest) users() []NewUser {
	if r == nil {
		return nil
	}
	return r.Users
}

// users returns the users as those of a CreateUsersRequest.
func (r *createUserNumbers) users() []NewUser {
	users := make([]NewUser, len(r.Users))
	for i, user := range r.Users {
		users[i] = NewUser(user)
	}
	return users
}
