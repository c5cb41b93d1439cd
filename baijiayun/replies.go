package baijiayun

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading says how the data of an operation's reply differs from the operation's result. The zero reading takes data as the result.
type reading struct {
	member string // the result is this member of data
	list   bool   // the result is a list: where the vendor writes none, the list is empty
}

// replies holds the reading of every operation whose reply needs one.
var replies = map[opID]reading{
	opRoomsGetLiveStatus:          {member: "status"},
	opRoomsGetTeacherStatus:       {member: "status"},
	opRoomsListDocuments:          {member: "list", list: true},
	opMessagesList:                {member: "list", list: true},
	opReportsListCheckIns:         {member: "checkin_list", list: true},
	opReportsListHandRaises:       {list: true},
	opReportsListRedPackets:       {member: "info", list: true},
	opReportsListLuckyDraws:       {member: "list", list: true},
	opReportsListPopupQuizzes:     {member: "list", list: true},
	opReportsListLikes:            {member: "list", list: true},
	opReportsListAttentionChecks:  {member: "list", list: true},
	opReportsListAttentionResults: {member: "list", list: true},
	opQuizzesList:                 {member: "quiz_list", list: true},
	opQuizzesListAnswers:          {member: "student_answer_list", list: true},
	opGroupsListRooms:             {member: "group_room_id", list: true},
	opPlaybacksListPDFs:           {member: "list", list: true},
	opPlaybacksListSpots:          {member: "list", list: true},
}

// result returns the part of a successful reply's data that is the operation's result.
func (r reading) result(data []byte) ([]byte, *classcloud.Error) {
	if r.member != "" {
		members, err := wire.Split(data)
		switch {
		case err == nil:
			data = members.Get(r.member)
		case wire.IsEmpty(data):
			return nil, unread("the reply says success but holds no result")
		default:
			return nil, unread("data " + err.Error())
		}
	}
	if r.list && wire.IsEmpty(data) {
		data = []byte("[]")
	}
	return data, nil
}

// unread returns the failure of a success whose result cannot be found. Only operations that read have a member to look for, so nothing
// was changed.
func unread(problem string) *classcloud.Error {
	return &classcloud.Error{Kind: classcloud.DataLoss, Message: "cannot read the result: " + problem, Outcome: classcloud.OutcomeNotApplied,
		Err: &wire.DecodeError{Problem: problem}}
}
