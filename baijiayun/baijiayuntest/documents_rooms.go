package baijiayuntest

import (
	"strconv"
	"strings"
)

// bindDocumentToRooms is 关联文档到多个教室, of 007gzs/baijiayun. No source shows the reply or what one bad room does: here the reply has no
// data, like those of other commands, and a bad room refuses all.
func (s *Server) bindDocumentToRooms(c *call) (any, *failure) {
	rooms := listedNumbers(c, "room_ids")
	fileID := c.number("fid")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	for _, id := range rooms {
		if _, failed := s.state.room(id); failed != nil {
			return nil, failed
		}
	}
	if _, failed := s.state.document(fileID); failed != nil {
		return nil, failed
	}
	for _, id := range rooms {
		s.state.bind(id, fileID)
	}
	return nil, nil
}

// listedNumbers reads a required list of numbers greater than 0, separated by commas.
func listedNumbers(c *call, name string) []int64 {
	if !c.need(name) {
		return nil
	}
	var numbers []int64
	for text := range strings.SplitSeq(c.text(name), ",") {
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil || number <= 0 || strings.Trim(text, "0123456789") != "" {
			c.refuse(name, "必须是数字且要大于0，多个以英文逗号分隔")
			return nil
		}
		numbers = append(numbers, number)
	}
	return numbers
}
