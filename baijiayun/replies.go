package baijiayun

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading says how the data of an operation's reply differs from the operation's result. The zero reading takes data as the result.
type reading struct {
	member string   // the result is this member of data: a list
	number string   // the result is this member of data: a number, which a success holds
	list   bool     // the result is a list: where the vendor writes nothing at all, the list is empty
	nested bool     // the rows of the member list are lists: a row that is an object is a list of one
	some   []string // a success holds at least one of these members, and it is not empty
	known  []string // members of data that only repeat what was asked: they are dropped on purpose
	about  []string // members of the result that repeat what was asked, under the names of parameters: an id that is another one is a warning, here and in known

	check func(*transport.Call, wire.Envelope) *classcloud.Error // compares further members of data with what was asked for; its error comes beside the result

	whole   string // data is a map, and this member of the result
	anyList bool   // no source shows the reply: its rows are the member list, or data itself, or the only list in data
	plain   string // a row of such a list, or data where anyList is not set, that is neither an object nor a list is this member of one
	keyed   string // this member of data is an object of rows, or of numbers: each becomes a row of a list
	key     string // the member of such a row that its name becomes; a number becomes its member plays
	verdict string // a member of a command's reply that may say no, in a form that no source shows
}

// replies holds the reading of every operation whose reply needs one.
var replies = map[opID]reading{
	opRoomsGet:              {about: []string{"room_id"}},
	opRoomsAddDocument:      {about: []string{"fid", "room_id"}},
	opJoinCodesGet:          {check: checkJoinCode},
	opPlaybacksGetToken:     {about: []string{"room_id"}},
	opVideosGet:             {about: []string{"video_id"}},
	opVideosGetToken:        {about: []string{"video_id"}},
	opVideosGetUpload:       {about: []string{"video_id"}},
	opClassRostersSave:      {check: checkRoster},
	opRoomsGetLiveStatus:    {number: "status"},
	opRoomsGetTeacherStatus: {number: "status"},
	opRoomsListDocuments:    {member: "list", known: []string{"room_id"}},
	opRoomsRemoveDocument:   {known: []string{"fid"}},
	opMessagesList:          {member: "list"},
	opReportsListCheckIns:   {member: "checkin_list"},
	opReportsListHandRaises: {list: true},
	opReportsListRedPackets: {member: "info"},
	opReportsListQA:         {nested: true},
	opReportsListLikes:      {member: "list", known: []string{"room_id"}},
	opQuizzesList:           {member: "quiz_list"},
	opQuizzesListAnswers:    {member: "student_answer_list"},
	opGroupsCreateCodes:     {some: []string{"admin", "student"}, check: checkGroups},
	opGroupsListRooms:       {member: "group_room_id"},
	opStreamsGetPullURLs:    {some: []string{"rtmp_url", "m3u8_url"}},
	opPlaybacksListSpots:    {member: "list"},
	opCallbacksSetClassURL:  {known: []string{"url"}},

	opJoinCodesCreateAudition:         {plain: "data"},
	opDocumentsAddToRooms:             {plain: "data"},
	opCallbacksSetTranscodeURL:        {known: []string{"url"}},
	opVideosUpdate:                    {known: []string{"video_id"}},
	opVideosDelete:                    {known: []string{"video_id"}},
	opVideosSetPublishStatus:          {known: []string{"video_id", "status"}},
	opVideosListImages:                {plain: "data"},
	opVideosGetShareURLs:              {plain: "data"},
	opVideoCategoriesList:             {member: "list"},
	opVideoCategoriesDelete:           {known: []string{"category_id"}},
	opVideoReportsListTopVideos:       {keyed: "play_rank", key: "video_id"},
	opVideoReportsListVideoDailyPlays: {keyed: "play_count", key: "date"},
	opVideoReportsListDailyPlays:      {keyed: "play_count", key: "date"},

	opRoomsListNotices:             {anyList: true},
	opRoomsListQuizTemplates:       {anyList: true},
	opNoticesCreate:                {plain: "data"},
	opNoticesList:                  {anyList: true},
	opQuizTemplatesUpload:          {plain: "data"},
	opQuizTemplatesList:            {anyList: true},
	opSensitiveWordsCreate:         {plain: "data"},
	opSensitiveWordsList:           {anyList: true},
	opSettingsGetWatermark:         {plain: "data"},
	opSettingsGetMarquee:           {plain: "data"},
	opSettingsGetRedPacketLimit:    {plain: "data"},
	opSubAccountsCreate:            {plain: "data"},
	opSubAccountsGet:               {plain: "data"},
	opSubAccountsList:              {anyList: true},
	opSubAccountsStop:              {known: []string{"partner_id"}},
	opUsageListSmallClassUserCosts: {plain: "data"},
	opPlaybacksListSessions:        {anyList: true, plain: "session_id"},
	opPlaybacksGetTokens:           {whole: "tokens"},
	opPlaybacksSetPublishStatus:    {known: []string{"status"}},
	opPlaybacksListCrops:           {anyList: true},
	opPlaybacksReplace:             {plain: "data"},
	opPlaybacksAdd:                 {plain: "data"},
	opPlaybacksGetPDFURL:           {plain: "url"},
	opPlaybacksListPDFURLs:         {anyList: true, plain: "url"},
	opReportsGetCheckIn:            {plain: "data"},
	opReportsGetPopupQuiz:          {plain: "data"},
	opReportsGetRedPacket:          {plain: "data"},

	opInteractionsList:            {anyList: true},
	opInteractionsListDetails:     {anyList: true},
	opInteractionsGetCheckIn:      {plain: "data"},
	opInteractionsListVotes:       {anyList: true},
	opInteractionsListRedPackets:  {anyList: true},
	opInteractionsListRandomPicks: {anyList: true},
	opInteractionsListHeadcounts:  {anyList: true},
	opClassRostersGet:             {plain: "data"},
	opClassRostersDelete:          {known: []string{"result"}, verdict: "result"},
	opTeachersSave:                {plain: "data"},
	opTeachersList:                {anyList: true},
}

// result returns the part of a successful reply's data that is the operation's result.
func (r reading) result(c *transport.Call, data []byte) ([]byte, *classcloud.Error) {
	transport.DoubtCommand(c, data)
	payload, failure := r.part(c, data)
	if failure == nil {
		failure = r.asked(c, data)
	}
	return payload, failure
}

// part finds the result in data.
func (r reading) part(c *transport.Call, data []byte) ([]byte, *classcloud.Error) {
	c.Known = append(c.Known, r.known...)
	name := r.member + r.number
	switch {
	case wire.IsEmpty(data) && (r.list || r.member != ""):
		return []byte("[]"), nil
	case r.nested:
		return nest(data), nil
	case r.keyed != "":
		return r.byKey(data), nil
	case r.verdict != "":
		r.doubt(c, data)
		return data, nil
	case r.whole != "" && !wire.IsEmpty(data):
		return oneMember(r.whole, data), nil
	case r.anyList && !wire.IsEmpty(data):
		return r.listed(data), nil
	case r.plain != "" && !wire.IsEmpty(data):
		return r.inside(data), nil
	case wire.IsEmpty(data) && (len(r.some) == 0 || c.Op.Effect == classcloud.EffectRead), name == "" && len(r.some) == 0:
		return data, nil
	case wire.IsEmpty(data):
		return nil, unread(c, "", "the reply says success but holds no result")
	}
	members, err := wire.Split(data)
	if err != nil {
		return nil, unread(c, "", "data "+err.Error())
	}
	if name != "" {
		c.At = "/" + wire.EscapePointer(name)
	}
	value := members.Get(name)
	switch {
	case len(r.some) > 0:
		return r.holds(c, members, data)
	case r.number != "":
		return number(c, value)
	case value == nil:
		return nil, unread(c, c.At, "is missing from a success")
	case wire.IsEmpty(value):
		return []byte("[]"), nil
	}
	return value, nil
}

// nest puts every row of the member list that is an object into a list of its own.
func nest(data []byte) []byte {
	return remade(data, "list", func(raw []byte) []byte {
		if rows := wire.Elements(raw); len(rows) > 0 {
			return join(rows)
		}
		return raw
	})
}

// remade returns data with one of its members made anew. Data that is not an object stays as it is.
func remade(data []byte, name string, to func(raw []byte) []byte) []byte {
	members, err := wire.Split(data)
	if err != nil {
		return data
	}
	out := make([]wire.Member, len(members))
	for i, m := range members {
		if m.Name == name {
			m.Raw = to(m.Raw)
		}
		out[i] = asItStands(m.Name, m.Raw)
	}
	return wire.AppendJSONObject(nil, out)
}

// join writes rows as a list of lists. A list with gaps, which PHP writes as an object of numbers, is a list as it is.
func join(rows [][]byte) []byte {
	out := []byte{'['}
	for i, row := range rows {
		if i > 0 {
			out = append(out, ',')
		}
		entry, err := wire.Split(row)
		if alone := err == nil && len(entry) > 0 && strings.Trim(entry[0].Name, "0123456789") != ""; alone {
			row = slices.Concat([]byte{'['}, row, []byte{']'})
		}
		out = append(out, row...)
	}
	return append(out, ']')
}

// byKey makes a list of the rows in the member r.keyed, where that is an object. A list stays as it is.
func (r reading) byKey(data []byte) []byte {
	return remade(data, r.keyed, func(raw []byte) []byte {
		entries, err := wire.Split(raw)
		if err != nil || len(entries) == 0 {
			return raw
		}
		rows := make([][]byte, len(entries))
		for i, entry := range entries {
			rows[i] = r.keyedRow(entry)
		}
		return slices.Concat([]byte{'['}, bytes.Join(rows, []byte{','}), []byte{']'})
	})
}

// keyedRow makes a row of an entry. Of a member that the entry has under that name itself, as in a list with gaps, the entry's own counts: it is the
// later one.
func (r reading) keyedRow(entry wire.RawMember) []byte {
	members, err := wire.Split(entry.Raw)
	if err != nil {
		members = wire.Envelope{{Name: "plays", Raw: entry.Raw}}
	}
	row := []wire.Member{{Name: r.key, Value: wire.TextOf(entry.Name)}}
	for _, m := range members {
		row = append(row, asItStands(m.Name, m.Raw))
	}
	return wire.AppendJSONObject(nil, row)
}

// holds refuses a success with none of the members of which it holds at least one.
func (r reading) holds(c *transport.Call, members wire.Envelope, data []byte) ([]byte, *classcloud.Error) {
	for _, name := range r.some {
		if !wire.IsEmpty(members.Get(name)) {
			return data, nil
		}
	}
	return nil, unread(c, "/"+r.some[0], "is missing from a success")
}

// number refuses what is not there and what is not a number: neither is a status, least of all the status 0.
func number(c *transport.Call, value []byte) ([]byte, *classcloud.Error) {
	var n int64
	switch err := wire.Decode(value, &n); {
	case wire.IsEmpty(value), err == nil && strings.TrimSpace(wire.ScalarText(value)) == "":
		return nil, unread(c, c.At, "is missing from a success")
	case err != nil:
		return nil, unread(c, c.At, "is not a number")
	}
	return value, nil
}

// unread returns the failure of a success whose result cannot be found.
func unread(c *transport.Call, at, problem string) *classcloud.Error {
	bad := &wire.DecodeError{Path: at, Problem: problem}
	e := &classcloud.Error{Kind: classcloud.DataLoss, Message: "cannot read the result: " + bad.Error(), Outcome: classcloud.OutcomeApplied, Err: bad}
	if c.Op.Effect == classcloud.EffectRead {
		e.Outcome = classcloud.OutcomeNotApplied
	}
	return e
}
