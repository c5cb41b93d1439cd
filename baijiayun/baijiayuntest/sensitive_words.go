package baijiayuntest

import (
	"slices"
	"strings"
)

// SensitiveWord is a sensitive word of the account (敏感词).
type SensitiveWord struct {
	WordID      int64
	ProductType int64 // the product line that the call named; 0 for none
	Word        string
}

// SensitiveWords returns the words of the account in the order in which they were added.
func (s *Server) SensitiveWords() []SensitiveWord {
	var words []SensitiveWord
	s.kit.Do(func() { words = slices.Clone(s.state.configured.words) })
	return words
}

// AddSensitiveWord adds a word to the account without a call and returns it as the server keeps it. WordID is made up.
func (s *Server) AddSensitiveWord(word SensitiveWord) SensitiveWord {
	s.kit.Do(func() { word = s.state.configured.addWord(word) })
	return word
}

func (c *configuration) addWord(word SensitiveWord) SensitiveWord {
	word.WordID = firstWordID + c.wordsMade
	c.wordsMade++
	c.words = append(c.words, word)
	return word
}

func sensitiveWordEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("SensitiveWords.Create", "live_setting/addSensitiveWordBatch", both, (*Server).createSensitiveWords),
		posted("SensitiveWords.List", "live_setting/getSensitiveWord", both, (*Server).listSensitiveWords),
		posted("SensitiveWords.Delete", "live_setting/deleteSensitiveWordBatch", both, (*Server).deleteSensitiveWords),
	}
}

// createSensitiveWords is 添加敏感词. A word that is there already is not added again, which is a guess.
func (s *Server) createSensitiveWords(c *call) (any, *failure) {
	product := c.product()
	words := strings.Split(c.text("words"), ",")
	if slices.Contains(words, "") && c.given("words") {
		c.refuse("words", "用逗号,分开的敏感词")
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	for _, word := range words {
		if !slices.ContainsFunc(s.state.configured.words, func(w SensitiveWord) bool { return w.Word == word && w.ProductType == product }) {
			s.state.configured.addWord(SensitiveWord{ProductType: product, Word: word})
		}
	}
	return nil, nil
}

// listSensitiveWords is 查看当前敏感词列表. The newest comes first, which is a guess.
func (s *Server) listSensitiveWords(c *call) (any, *failure) {
	product := c.product()
	page, size := s.settingsPage(c, settingsPageSize, maxSettingsPage)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var rows []object
	for _, word := range slices.Backward(s.state.configured.words) {
		if ofProduct(word.ProductType, product) {
			rows = append(rows, object{"id": quoted(word.WordID), "word": word.Word})
		}
	}
	return s.rowsPage(rows, page, size), nil
}

// deleteSensitiveWords is 删除敏感词.
func (s *Server) deleteSensitiveWords(c *call) (any, *failure) {
	product, ids := c.product(), c.ids("ids")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	kept := &s.state.configured
	for _, id := range ids {
		if !slices.ContainsFunc(kept.words, func(w SensitiveWord) bool { return w.WordID == id && ofProduct(w.ProductType, product) }) {
			return nil, missing("敏感词", "ids", id)
		}
	}
	kept.words = slices.DeleteFunc(kept.words, func(w SensitiveWord) bool { return slices.Contains(ids, w.WordID) })
	return nil, nil
}
