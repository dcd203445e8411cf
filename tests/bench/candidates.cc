// ipcheck_candidates --rows N --format csv|gb18030|ndjson --out FILE [--seed S]: an invented table
// of candidates for the recognition of an operation center, the same for the same seed, the first
// rows of a longer table those of a shorter one. Every fact that the criteria read but
// operation_effect, and name, credit code, field, region; about 3 % of the rows are eligible.

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// xorshift64*: the same numbers everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t below(std::uint32_t bound) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    const std::uint64_t high = (state_ * 0x2545F4914F6CDD1DU) >> 32;
    return static_cast<std::uint32_t>((high * bound) >> 32);
  }
  bool percent(std::uint32_t of) { return below(100) < of; }

 private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 26> kHeaders = {
    "单位名称",
    "统一社会信用代码",
    "建设主体类型",
    "园区级别",
    "产业领域",
    "所在地区代码",
    "有独立法人实体",
    "有内设机构",
    "场所固定",
    "场所独立",
    "办公条件",
    "专职工作人员",
    "经费保障",
    "建设方案",
    "工作机制",
    "规章制度",
    "年度转化运营金额（万元）",
    "转化及产业化项目累计数",
    "已建协同机制",
    "辐射带动单位数",
    "影响力与带动",
    "产业适应性",
    "队伍能力与稳定",
    "持续稳定服务",
    "专项行动落实",
    "服务中小企业成效",
};

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "ipcheck_candidates: %s\n", why.c_str());
  std::exit(2);
}

std::string encoded(std::string_view text, bool gb18030) {
  std::string in(text);
  if (!gb18030) return in;
  static const iconv_t kTo = iconv_open("GB18030", "UTF-8");
  std::string out(in.size() * 2, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  if (iconv(kTo, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) stop("iconv failed");
  out.resize(out.size() - room);
  return out;
}

using Words = std::vector<std::string>;

/// Everything that a cell may say, in the encoding of the file.
struct Vocabulary {
  explicit Vocabulary(bool gb18030) : gb(gb18030) {}
  Words words(std::initializer_list<std::string_view> texts) const {
    Words out;
    for (const std::string_view text : texts) out.push_back(encoded(text, gb));
    return out;
  }

  bool gb;
  Words cities = words(
      {"太原", "大同", "阳泉", "长治", "晋城", "朔州", "晋中", "运城", "忻州", "临汾", "吕梁"});
  Words stems = words({"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"});
  Words branches = words({"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"});
  Words trades = words({"装备", "材料", "能源", "信息", "生物", "化工", "制造", "智能"});
  Words suffixes = words({"公司", "集团", "研究院", "有限公司", "协会", "中心"});
  Words fields =
      words({"新能源", "现代装备制造", "新材料", "高端装备制造", "半导体", "信息技术",
             "生物医药和健康", "现代煤化工", "低空经济", "生物制造", "绿色氢能", "人工智能"});
  Words bodies =
      words({"行业龙头企业", "高校院所", "行业协会", "产业园区", "知识产权服务机构", "其他"});
  Words levels = words({"国家级", "省级", "市级", "县级"});
  std::string sample = encoded("样", gb), branch = encoded("本部", gb);
  std::string former = encoded("（原名未填）", gb), list = encoded("、", gb);
  std::string yes = encoded("是", gb), no = encoded("否", gb);
  std::string met = encoded("符合", gb), not_met = encoded("不符合", gb);
};

/// One row; an empty cell is one that nobody filled in.
using Row = std::array<std::string, kHeaders.size()>;

/// 18 characters with both check characters right; 149900 is no region, so nobody bears the code.
void credit_code(std::uint64_t row, std::string& out) {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  static constexpr std::array<int, 17> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                   29, 25, 13, 8,  24, 10, 30, 28};
  static constexpr std::array<int, 8> kBodyWeights = {3, 7, 9, 10, 5, 8, 4, 2};
  static const std::array<int, 256> kValues = [] {
    std::array<int, 256> values{};
    for (std::size_t i = 0; i < kDigits.size(); ++i)
      values[static_cast<unsigned char>(kDigits[i])] = static_cast<int>(i);
    return values;
  }();
  out = "91149900MA00000000";
  std::uint64_t number = row * 123'456'791 % 887'503'681;  // 31^6: each row another one
  for (std::size_t i = 10; i < 16; ++i, number /= 31) out[i] = kDigits[number % 31];
  int body = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const char c = out[8 + i];
    body += (c <= '9' ? c - '0' : c - 'A' + 10) * kBodyWeights[i];
  }
  const int body_check = (11 - body % 11) % 11;
  out[16] = body_check == 10 ? 'X' : static_cast<char>('0' + body_check);
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i)
    sum += kValues[static_cast<unsigned char>(out[i])] * kWeights[i];
  out[17] = kDigits[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

/// Fills rows one after another.
class Candidates {
 public:
  Candidates(std::uint64_t seed, bool gb18030) : random_(seed), words_(gb18030) {}

  void next(Row& row) {
    for (std::string& cell : row) cell.clear();
    const std::uint32_t city = random_.below(static_cast<std::uint32_t>(words_.cities.size()));
    name(city, row[0]);
    credit_code(++count_, row[1]);
    body(row[2], row[3]);
    row[4] = pick(words_.fields);
    if (random_.percent(8)) row[4].append(words_.list).append(pick(words_.fields));
    row[5] = std::to_string(140000 + 100 * (city + 1));
    yes_or_no(row[6], 85);
    yes_or_no(row[7], 60);
    for (const std::size_t i : {8, 9, 10, 12, 13, 14, 15, 18}) yes_or_no(row[i], 92);
    count(row[11], 10);
    if (!random_.percent(2)) {
      // Half below the threshold, some exactly on it.
      const std::uint32_t cents = random_.percent(55)  ? random_.below(20000)
                                  : random_.percent(3) ? 20000
                                                       : 20000 + random_.below(280000);
      row[16] = std::to_string(cents / 100) + '.' + static_cast<char>('0' + cents / 10 % 10) +
                static_cast<char>('0' + cents % 10);
    }
    count(row[17], 13);
    count(row[19], 25);
    for (std::size_t i = 20; i < 26; ++i) judgement(row[i]);
  }

 private:
  const std::string& pick(const Words& words) {
    return words[random_.below(static_cast<std::uint32_t>(words.size()))];
  }

  void name(std::uint32_t city, std::string& out) {
    out.append(words_.cities[city]).append(words_.sample);
    const bool quoted = random_.percent(1);
    if (quoted) out += '"';
    out.append(pick(words_.stems)).append(pick(words_.branches));
    if (quoted) out += '"';
    out.append(pick(words_.trades)).append(pick(words_.suffixes));
    if (random_.percent(2)) out.append(",").append(words_.branch);
    if (random_.percent(1)) out.append("\n").append(words_.former);
  }

  void body(std::string& type, std::string& level) {
    const std::uint32_t dice = random_.below(100);
    if (dice == 0) return;
    const std::size_t which = dice < 40   ? 0
                              : dice < 65 ? 1
                              : dice < 82 ? 2
                              : dice < 92 ? 3
                              : dice < 97 ? 4
                                          : 5;
    type = words_.bodies[which];
    if (which == 3 && !random_.percent(5)) level = pick(words_.levels);
  }

  void yes_or_no(std::string& out, std::uint32_t yes_percent) {
    if (random_.percent(1)) return;
    out = random_.percent(yes_percent) ? words_.yes : words_.no;
  }

  void count(std::string& out, std::uint32_t bound) {
    if (!random_.percent(2)) out = std::to_string(random_.below(bound));
  }

  void judgement(std::string& out) {
    if (random_.percent(5)) return;
    out = random_.percent(85) ? words_.met : words_.not_met;
  }

  Random random_;
  Vocabulary words_;
  std::uint64_t count_ = 0;
};

void write_csv(const Row& row, std::string& out) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ',';
    if (i > 0 || row[i].find_first_of(",\"\n") == std::string::npos) {
      out += row[i];  // only names hold what needs quotes
      continue;
    }
    out += '"';
    for (const char c : row[i]) out.append(c == '"' ? 2 : 1, c);
    out += '"';
  }
  out += '\n';
}

void write_ndjson(const Row& row, std::string& out) {
  out += '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].empty()) continue;
    out.append(out.back() == '{' ? "\"" : ",\"").append(kHeaders[i]).append("\":\"");
    for (const char c : row[i]) {
      if (c == '\n') {
        out += "\\n";
      } else {
        if (c == '"') out += '\\';
        out += c;
      }
    }
    out += '"';
  }
  out += "}\n";
}

struct Options {
  std::uint64_t rows = 0, seed = 1;
  std::string format = "csv", out;
};

Options options(int argc, char** argv) {
  Options o;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view key = argv[i];
    if (key == "--rows") {
      o.rows = std::strtoull(argv[i + 1], nullptr, 10);
    } else if (key == "--seed") {
      o.seed = std::strtoull(argv[i + 1], nullptr, 10);
    } else if (key == "--format") {
      o.format = argv[i + 1];
    } else if (key == "--out") {
      o.out = argv[i + 1];
    } else {
      stop("unknown option `" + std::string(key) + "`");
    }
  }
  const bool known = o.format == "csv" || o.format == "gb18030" || o.format == "ndjson";
  if (argc % 2 == 0 || o.out.empty() || o.rows == 0 || !known)
    stop("usage: --rows N --format csv|gb18030|ndjson --out FILE [--seed S]");
  return o;
}

}  // namespace

int main(int argc, char** argv) {
  const Options o = options(argc, argv);
  std::FILE* file = std::fopen(o.out.c_str(), "wb");
  if (file == nullptr) stop("cannot write `" + o.out + "`: " + std::strerror(errno));
  const bool gb18030 = o.format == "gb18030";
  const bool ndjson = o.format == "ndjson";
  Candidates candidates(o.seed, gb18030);
  std::string text;
  const auto flush = [&] {
    if (std::fwrite(text.data(), 1, text.size(), file) != text.size())
      stop("cannot write `" + o.out + "`: " + std::strerror(errno));
    text.clear();
  };
  if (!ndjson) {
    Row headers;
    for (std::size_t i = 0; i < headers.size(); ++i) headers[i] = encoded(kHeaders[i], gb18030);
    write_csv(headers, text);
  }
  Row row;
  for (std::uint64_t i = 0; i < o.rows; ++i) {
    candidates.next(row);
    if (ndjson) {
      write_ndjson(row, text);
    } else {
      write_csv(row, text);
    }
    if (text.size() > std::size_t{1} << 20) flush();
  }
  flush();
  if (std::fclose(file) != 0) stop("cannot write `" + o.out + "`: " + std::strerror(errno));
}
