package baijiayuntest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rowsKey says which operation and room rows were added for.
type rowsKey struct {
	operation string
	roomID    int64 // 0 means every room
}

// rowsField returns the field of data that holds the rows of an operation, for every operation of [Server.AddRows]; "" means data itself.
func rowsField(operation string) (field string, ok bool) {
	switch operation {
	case "Usage.ListRoomStats":
		return "room_user_stat", true
	case "Usage.ListHourlyPeaks", "Usage.ListDailyPeaks", "Reports.ListPeakUsers":
		return "peak_user", true
	case "Usage.ListDailyCosts":
		return "cost", true
	case "Usage.ListRoomCosts":
		return "room_cost", true
	case "Usage.ListSmallClassDailyCosts":
		return "cost", true
	case "Usage.ListSmallClassRoomCosts":
		return "room_cost", true
	case "Quizzes.List":
		return "quiz_list", true
	case "Quizzes.ListAnswers":
		return "student_answer_list", true
	case "Reports.ListCheckIns":
		return "checkin_list", true
	case "Reports.ListHandRaises":
		return "", true
	case "Reports.ListRedPackets":
		return "info", true
	case "Groups.ListRooms":
		return "group_room_id", true
	case "Reports.ListLuckyDraws", "Reports.ListQA", "Reports.GetQuestionnaires", "Reports.ListPopupQuizzes",
		"Playbacks.ListPDFs", "Reports.ListLikes", "Reports.GetExpressions", "Evaluations.ListAnswers", "Evaluations.List",
		"Reports.ListAttentionChecks", "Reports.ListAttentionResults":
		return "list", true
	case "Interactions.List", "Interactions.ListDetails", "Interactions.ListVotes", "Interactions.ListRedPackets",
		"Interactions.ListRandomPicks", "Interactions.ListHeadcounts":
		return "list", true
	}
	return "", false
}

// AddRows sets the rows that an operation returns for a room. With roomID 0 they are for every room without rows of its own; operations of
// the whole account need 0. The rows are JSON in the form of the documented reply, a list or a map: see [DocumentedReply]. They replace
// the rows of an earlier AddRows. All rooms have the document's example until the first AddRows of an operation; from then on a room
// without rows has none.
//
// AddRows takes the operations of Usage (but not ListSmallClassUserCosts), Quizzes and Evaluations, the lists of Interactions, Playbacks.ListPDFs,
// Groups.ListRooms, and those of Reports except
// ListAttendance, which has [Server.AddAttendance]. A row may have one more field, which selects it and is not printed: quiz_id for
// Quizzes.ListAnswers, attention_id for Reports.ListAttentionResults, status (0 or 1) for Evaluations.List. AddRows panics on any other
// operation and on rows that do not have the documented form.
func (s *Server) AddRows(operation string, roomID int64, rows string) {
	field, ok := rowsField(operation)
	if !ok {
		panic(fmt.Sprintf("baijiayuntest: AddRows: %q is not an operation with rows", operation))
	}
	added, err := decodeJSON(rows)
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: AddRows: %s: %v", operation, err))
	}
	if !sameForm(added, rowsOf(documentedData(operation), field)) {
		panic(fmt.Sprintf("baijiayuntest: AddRows: %s: the rows do not have the form of the documented reply", operation))
	}
	if list, isList := added.([]any); isList && len(list) == 0 {
		added = emptyRows(operation)
	}
	s.kit.Do(func() { s.state.rows[rowsKey{operation, roomID}] = added })
}

// emptyRows returns an empty list or map, like the document's rows.
func emptyRows(operation string) any {
	field, _ := rowsField(operation)
	if _, isMap := rowsOf(documentedData(operation), field).(map[string]any); isMap {
		return map[string]any{}
	}
	return []any{}
}

// sameForm reports whether added rows have the form of the documented ones; [] is an empty map as well.
func sameForm(added, documented any) bool {
	switch documented := documented.(type) {
	case map[string]any:
		list, isList := added.([]any)
		_, isMap := added.(map[string]any)
		return isMap || isList && len(list) == 0
	case []any:
		list, isList := added.([]any)
		return isList && !slices.ContainsFunc(list, func(row any) bool { return !sameForm(row, documented[0]) })
	}
	return true
}

// report is the answer to an operation that has rows but no state of its own.
type report struct {
	data  any // the document's example
	field string
	rows  any
	added bool
	total int64 // over all pages when rows is one page; -1 without pages
}

// report returns the report of a room, or of the account for 0.
func (s *Server) report(operation string, roomID int64) *report {
	field, _ := rowsField(operation)
	data := documentedData(operation)
	report := &report{data: data, field: field, rows: rowsOf(data, field), total: -1}
	for _, key := range []rowsKey{{operation, roomID}, {operation, 0}} {
		if rows, ok := s.state.rows[key]; ok {
			report.rows, report.added = rows, true
			return report
		}
	}
	for key := range s.state.rows {
		if key.operation == operation {
			report.rows, report.added = emptyRows(operation), true
		}
	}
	return report
}

// list returns the rows if they are a list.
func (r *report) list() []any {
	list, _ := r.rows.([]any)
	return list
}

// keep keeps only the wanted rows. The document's example stays whole, because it would never match a request.
func (r *report) keep(wanted func(row map[string]any) bool) {
	rows, isList := r.rows.([]any)
	if !r.added || !isList {
		return
	}
	kept := []any{}
	for _, row := range rows {
		if wanted(firstOf(row)) {
			kept = append(kept, row)
		}
	}
	r.rows = kept
}

// keepKeys does what keep does, for rows in a map.
func (r *report) keepKeys(wanted func(key string) bool) {
	rows, isMap := r.rows.(map[string]any)
	if !r.added || !isMap {
		return
	}
	kept := map[string]any{}
	for key, row := range rows {
		if wanted(key) {
			kept[key] = row
		}
	}
	r.rows = kept
}

// askedBy keeps the rows that have this value in a field, or do not have the field, and removes the field from them.
func (r *report) askedBy(name, value string) {
	kept := []any{}
	for _, row := range r.list() {
		fields, isMap := row.(map[string]any)
		named, has := fields[name]
		if !isMap || !has {
			kept = append(kept, row)
			continue
		}
		if text, _ := textOf(named); value == "" || text == value {
			kept = append(kept, without(fields, name))
		}
	}
	r.rows = kept
}

// on keeps the rows of a day; "" means every day.
func (r *report) on(date string) {
	r.keep(func(row map[string]any) bool {
		for _, name := range []string{"date", "time", "create_time", "raise_time"} {
			if at, has := row[name].(string); has && date != "" {
				return strings.HasPrefix(at, date)
			}
		}
		return true
	})
}

// page keeps one page of the rows.
func (r *report) page(page, size int64) {
	r.total = count(r.rows)
	r.rows = append([]any{}, paged(r.list(), page, size)...)
}

// answer returns data with these rows, and with their number if the document has a total.
func (r *report) answer() any {
	if r.field == "" {
		return r.rows
	}
	data := object(r.data.(map[string]any))
	data[r.field] = r.rows
	if _, counted := data["total"]; counted && r.added {
		data["total"] = r.total
		if r.total < 0 {
			data["total"] = count(r.rows)
		}
	}
	return data
}

// count counts rows as the document does: the rows of all inner lists, or the answers of a questionnaire.
func count(rows any) int64 {
	var total int64
	switch rows := rows.(type) {
	case map[string]any:
		answers, _ := rows["user_answer_list"].([]any)
		return int64(len(answers))
	case []any:
		for _, row := range rows {
			if list, nested := row.([]any); nested {
				total += int64(len(list))
				continue
			}
			total++
		}
	}
	return total
}

// about puts this room into the document's example; added rows stay as they are.
func (r *report) about(partnerID, roomID int64) {
	r.data = replaced(r.data, map[string]string{
		"partner_id": strconv.FormatInt(partnerID, 10),
		"room_id":    strconv.FormatInt(roomID, 10),
	})
}

// replaced replaces the values of fields at any depth, numbers by numbers and texts by texts.
func replaced(value any, fields map[string]string) any {
	switch value := value.(type) {
	case map[string]any:
		for name, field := range value {
			own, has := fields[name]
			switch field.(type) {
			case json.Number:
				if has {
					value[name] = json.Number(own)
				}
			case string:
				if has {
					value[name] = own
				}
			default:
				value[name] = replaced(field, fields)
			}
		}
	case []any:
		for i, item := range value {
			value[i] = replaced(item, fields)
		}
	}
	return value
}

// documentedData returns the data of the document's example.
func documentedData(operation string) any {
	reply, err := decodeJSON(DocumentedReply(operation))
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: replies/%s.json: %v", operation, err))
	}
	return reply.(map[string]any)["data"]
}

func rowsOf(data any, field string) any {
	if fields, isMap := data.(map[string]any); isMap && field != "" {
		return fields[field]
	}
	return data
}

// decodeJSON reads one JSON value and keeps its numbers as they are written.
func decodeJSON(text string) (any, error) {
	if !json.Valid([]byte(text)) {
		return nil, fmt.Errorf("not JSON: %.100q", text)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}

// firstOf returns a row, or the first row of a list.
func firstOf(row any) map[string]any {
	if list, nested := row.([]any); nested && len(list) > 0 {
		row = list[0]
	}
	fields, _ := row.(map[string]any)
	return fields
}

func without(fields map[string]any, name string) map[string]any {
	rest := make(map[string]any, len(fields))
	for key, value := range fields {
		if key != name {
			rest[key] = value
		}
	}
	return rest
}

// textOf returns a text, or a number as text.
func textOf(value any) (string, bool) {
	switch value := value.(type) {
	case string:
		return value, true
	case json.Number:
		return value.String(), true
	}
	return "", false
}
