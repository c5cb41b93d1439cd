package baijiayuntest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// rowsKey tells for what a report was seeded.
type rowsKey struct {
	operation string
	roomID    int64 // 0 is every room
}

// rowsField names the field of data that holds the rows of every operation that [Server.AddRows] takes; "" is data itself.
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
	}
	return "", false
}

// AddRows makes rows the answer of an operation for a room, or for every room that has none of its own when roomID is 0, which it
// must be for operations of the whole account. Rows are JSON in the form of the documented reply: a list, or a map where the
// document has one; see [DocumentedReply]. They replace what was seeded before. From the first AddRows of an operation on, its
// rooms without rows have none; before, all of them have the document's example.
//
// AddRows serves the operations of Usage, Quizzes and Evaluations, and Playbacks.ListPDFs, Groups.ListRooms and those of Reports
// but ListAttendance, which has [Server.AddAttendance]. A row may hold a field more that is asked by and not printed: quiz_id
// for Quizzes.ListAnswers, attention_id for Reports.ListAttentionResults, status (0 or 1) for Evaluations.List. It panics on
// any other operation and on rows that are not JSON of the documented form.
func (s *Server) AddRows(operation string, roomID int64, rows string) {
	field, ok := rowsField(operation)
	if !ok {
		panic(fmt.Sprintf("baijiayuntest: Seed: %q takes no rows", operation))
	}
	seeded, err := decodeJSON(rows)
	if err != nil {
		panic(fmt.Sprintf("baijiayuntest: Seed: %s: %v", operation, err))
	}
	if !sameForm(seeded, rowsOf(documentedData(operation), field)) {
		panic(fmt.Sprintf("baijiayuntest: Seed: %s: rows have not the form of the documented reply", operation))
	}
	if list, isList := seeded.([]any); isList && len(list) == 0 {
		seeded = emptyRows(operation)
	}
	s.kit.Do(func() { s.state.rows[rowsKey{operation, roomID}] = seeded })
}

// emptyRows is an empty list or map, as the document has it.
func emptyRows(operation string) any {
	field, _ := rowsField(operation)
	if _, isMap := rowsOf(documentedData(operation), field).(map[string]any); isMap {
		return map[string]any{}
	}
	return []any{}
}

// sameForm reports whether both are maps or both lists of the same; [] is an empty map as well.
func sameForm(seeded, documented any) bool {
	switch documented := documented.(type) {
	case map[string]any:
		list, isList := seeded.([]any)
		_, isMap := seeded.(map[string]any)
		return isMap || isList && len(list) == 0
	case []any:
		list, isList := seeded.([]any)
		return isList && !slices.ContainsFunc(list, func(row any) bool { return !sameForm(row, documented[0]) })
	}
	return true
}

// report is the answer to an operation that has rows and no state of its own.
type report struct {
	data  any // the document's example
	field string
	rows  any
	added bool
	total int64 // of all pages, when rows is one page; -1 is not paged
}

// report looks up the rows for a room, 0 for the account.
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

// list is the rows where they are a list.
func (r *report) list() []any {
	list, _ := r.rows.([]any)
	return list
}

// keep drops the rows that are not wanted. The document's example is not judged, for it would never fit what is asked.
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

// keepKeys is keep for rows in a map.
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

// askedBy keeps the rows that name this value in a field, or do not have the field, and takes the field out.
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

// on keeps the rows of a day; "" is every day.
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

// answer is data with these rows, and with their number where the document counts them.
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

// count counts rows as the document does: those of every list in a list of lists, the answers of a questionnaire.
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

// about makes the document's example one about this room; rows that were seeded stay.
func (r *report) about(partnerID, roomID int64) {
	r.data = replaced(r.data, map[string]string{
		"partner_id": strconv.FormatInt(partnerID, 10),
		"room_id":    strconv.FormatInt(roomID, 10),
	})
}

// replaced puts other values in place of fields, numbers for numbers and texts for texts.
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

// documentedData is data of the document's example.
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

// decodeJSON reads one JSON value, its numbers as they are.
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

// firstOf is a row, or of a list of rows the first.
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

// textOf is a text, or a number as a text.
func textOf(value any) (string, bool) {
	switch value := value.(type) {
	case string:
		return value, true
	case json.Number:
		return value.String(), true
	}
	return "", false
}
