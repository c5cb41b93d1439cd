package baijiayuntest

import (
	"fmt"
	"slices"
)

const firstCategoryID = 34976

// VideoCategory is a category of videos on demand (分类). There are two levels.
type VideoCategory struct {
	CategoryID int64
	ParentID   int64 // the category of the first level that it is in; 0 for one of the first level
	Name       string
}

// VideoCategories returns all categories in the order of creation, without those that were deleted.
func (s *Server) VideoCategories() []VideoCategory {
	var categories []VideoCategory
	s.kit.Do(func() { categories = slices.Clone(s.state.categories) })
	return categories
}

// AddVideoCategory adds a category without a call and returns it as the server keeps it. A zero CategoryID and Name are made up.
// AddVideoCategory panics on an id that is taken and on a parent that is not a category of the first level.
func (s *Server) AddVideoCategory(category VideoCategory) VideoCategory {
	s.kit.Do(func() {
		if s.state.categoryOf(category.CategoryID) != nil {
			panic(fmt.Sprintf("baijiayuntest: AddVideoCategory: the category %d exists already", category.CategoryID))
		}
		if !s.state.canHold(category.ParentID) {
			panic(fmt.Sprintf("baijiayuntest: AddVideoCategory: %d is not a category of the first level", category.ParentID))
		}
		category = s.state.addCategory(category)
	})
	return category
}

// addCategory keeps a category. It sets the fields that are missing.
func (s *state) addCategory(category VideoCategory) VideoCategory {
	for category.CategoryID == 0 {
		if id := firstCategoryID + s.categoriesMade; s.categoryOf(id) == nil {
			category.CategoryID = id
		}
		s.categoriesMade++
	}
	if category.Name == "" {
		category.Name = fmt.Sprintf("分类%d", category.CategoryID)
	}
	s.categories = append(s.categories, category)
	return category
}

// categoryOf returns a category, or nil.
func (s *state) categoryOf(id int64) *VideoCategory {
	for i := range s.categories {
		if s.categories[i].CategoryID == id {
			return &s.categories[i]
		}
	}
	return nil
}

// canHold reports whether a category can have others in it: one of the first level, and 0, which is none.
func (s *state) canHold(id int64) bool {
	parent := s.categoryOf(id)
	return id == 0 || parent != nil && parent.ParentID == 0
}

// isIn reports whether a category is another one, or in it.
func (s *state) isIn(id, other int64) bool {
	category := s.categoryOf(id)
	return category != nil && (id == other || category.ParentID == other)
}

func videoCategoryEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("VideoCategories.Create", "video/addCategory", both, (*Server).addVideoCategory),
		posted("VideoCategories.Get", "video/getCategoryInfo", both, (*Server).getVideoCategory),
		posted("VideoCategories.List", "video/getCategoryList", both, (*Server).listVideoCategories),
		posted("VideoCategories.Delete", "video/deleteCategory", both, (*Server).deleteVideoCategory),
	}
}

// addVideoCategory is 添加分类. That the reply has category_id, as that of 删除分类 has, is a guess; WithOtherVideoReplies has id.
func (s *Server) addVideoCategory(c *call) (any, *failure) {
	category := VideoCategory{Name: c.text("name"), ParentID: c.numberOr("parent_id", 0)}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	if !s.state.canHold(category.ParentID) {
		return nil, fail(codeGeneral, fmt.Sprintf("不是一级分类 parent_id=%d", category.ParentID))
	}
	name := "category_id"
	if s.settings.otherVideoReplies {
		name = "id"
	}
	return object{name: s.state.addCategory(category).CategoryID}, nil
}

// category returns the category in the request.
func (s *Server) category(c *call) (*VideoCategory, *failure) {
	id := c.number("category_id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	category := s.state.categoryOf(id)
	if category == nil {
		return nil, fail(codeGeneral, fmt.Sprintf("分类不存在 category_id=%d", id))
	}
	return category, nil
}

// getVideoCategory is 获取指定ID分类信息. That the reply is a row of 获取所有分类 is a guess.
func (s *Server) getVideoCategory(c *call) (any, *failure) {
	category, failed := s.category(c)
	if failed != nil {
		return nil, failed
	}
	return s.state.printedCategory(*category), nil
}

// listVideoCategories is 获取所有分类.
func (s *Server) listVideoCategories(*call) (any, *failure) {
	list := []object{}
	for _, category := range s.state.categories {
		if category.ParentID == 0 {
			list = append(list, s.state.printedCategory(category))
		}
	}
	return object{"list": list}, nil
}

// printedCategory returns what the type of top.charles7c.continew.admin has of a category. A category counts the videos of those in it, which
// is a guess.
func (s *state) printedCategory(category VideoCategory) object {
	row := object{"id": category.CategoryID, "parent_id": category.ParentID, "name": category.Name, "level": int64(1), "video_count": int64(0)}
	for _, video := range s.videos {
		if s.isIn(video.CategoryID, category.CategoryID) {
			row["video_count"] = row["video_count"].(int64) + 1
		}
	}
	if category.ParentID != 0 {
		row["level"] = int64(2)
		return row
	}
	children := []object{}
	for _, child := range s.categories {
		if child.ParentID == category.CategoryID {
			children = append(children, s.printedCategory(child))
		}
	}
	row["children"] = children
	return row
}

// deleteVideoCategory is 删除分类. A category with videos, or with categories in it, stays; the second is a guess, and so is the code.
func (s *Server) deleteVideoCategory(c *call) (any, *failure) {
	category, failed := s.category(c)
	if failed != nil {
		return nil, failed
	}
	id := category.CategoryID
	if slices.ContainsFunc(s.state.videos, func(v *Video) bool { return v.CategoryID == id }) {
		return nil, fail(codeGeneral, "该分类下有视频，不可删除")
	}
	if slices.ContainsFunc(s.state.categories, func(child VideoCategory) bool { return child.ParentID == id }) {
		return nil, fail(codeGeneral, "该分类下有分类，不可删除")
	}
	s.state.categories = slices.DeleteFunc(s.state.categories, func(one VideoCategory) bool { return one.CategoryID == id })
	return object{"category_id": id}, nil
}
