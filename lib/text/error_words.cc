// Tested by tests/text/error_words_test.cc.
#include "text/error_words.h"

#include <cerrno>
#include <system_error>

namespace ipcheck {
namespace {

struct Words {
  int error;
  const char* zh;
};

constexpr Words kWords[] = {
    {EPERM, "不允许这样做"},
    {ENOENT, "没有这个文件或文件夹"},
    {EIO, "读写出错"},
    {EAGAIN, "系统资源暂时不足"},
    {ENOMEM, "内存不足"},
    {EACCES, "没有权限"},
    {EEXIST, "已经存在"},
    {ENOTDIR, "路径中有一段不是文件夹"},
    {EISDIR, "这是文件夹"},
    {ENFILE, "整个系统打开的文件过多"},
    {EMFILE, "打开的文件过多"},
    {ETXTBSY, "文件正在执行"},
    {EFBIG, "超过文件大小的上限"},
    {ENOSPC, "磁盘已满"},
    {EROFS, "所在磁盘只能读"},
    {EPIPE, "对方已不再读取"},
    {ENAMETOOLONG, "名称过长"},
    {ENOTEMPTY, "文件夹不为空"},
    {ELOOP, "链接绕了圈子"},
    {ESTALE, "网络上的文件已经失效"},
    {EDQUOT, "超过磁盘配额"},
};

}  // namespace

Text error_words(int error) {
  std::string en = std::generic_category().message(error);
  for (const Words& words : kWords) {
    if (words.error == error) return {words.zh, std::move(en)};
  }
  return {en, en};
}

Text because(const Text& what, int error) {
  const Text why = error_words(error);
  return {what.zh + "：" + why.zh, what.en + ": " + why.en};
}

}  // namespace ipcheck
