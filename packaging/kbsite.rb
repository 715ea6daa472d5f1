# A formula for Homebrew. Untried: nobody has run it, on macOS or elsewhere. Until there is a release it
# builds the newest commit:
#
#   brew install --HEAD packaging/kbsite.rb
class Kbsite < Formula
  desc "Learning wiki from a folder of Markdown notes"
  homepage "https://github.com/OWNER/kbsite"
  license "MIT"
  head "https://github.com/OWNER/kbsite.git", branch: "main"

  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "node" => :build
  depends_on "pkgconf" => :build
  depends_on "cmark"
  depends_on "libmicrohttpd"
  depends_on "libyaml"
  depends_on "md4c"
  depends_on "utf8proc"
  depends_on "xxhash"

  def install
    cd "themes" do
      system "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"
    end
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DKBSITE_TESTS=OFF", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    (testpath/"note.md").write "# A note\n"
    system bin/"kbsite", "build"
    assert_match "A note", (testpath/"site/note/index.html").read
  end
end
