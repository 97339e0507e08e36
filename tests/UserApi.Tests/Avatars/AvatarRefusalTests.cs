using System.Text;
using TestKit.Pictures;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Avatars;

/// <summary>What is sent in place of a picture: it is refused for what it is, and nothing anywhere has changed.</summary>
public sealed class AvatarRefusalTests
{
    private const int FiveMegabytes = 5 * 1024 * 1024;

    private static readonly Dictionary<string, (Func<HttpContent> Form, int Status, string Error)> Cases = new()
    {
        ["nothing"] = (() => File([]), 415, "unsupported_media_type"),
        ["text"] = (() => File("hello"u8), 415, "unsupported_media_type"),
        ["SVG"] = (() => File("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8), 415, "unsupported_media_type"),
        ["XML that is SVG"] = (() => File("<?xml version=\"1.0\"?><svg/>"u8), 415, "unsupported_media_type"),
        ["HTML"] = (() => File("<!doctype html><script>alert(1)</script>"u8), 415, "unsupported_media_type"),
        ["GIF"] = (() => File("GIF89a\x01\0\x01\0\0\0\0;"u8), 415, "unsupported_media_type"),
        ["PDF"] = (() => File("%PDF-1.7"u8), 415, "unsupported_media_type"),
        ["ZIP"] = (() => File("PK\x03\x04"u8), 415, "unsupported_media_type"),
        ["TIFF"] = (() => File("II*\0\x08\0\0\0"u8), 415, "unsupported_media_type"),
        ["BMP"] = (() => File("BM\0\0\0\0"u8), 415, "unsupported_media_type"),
        ["HTML before a JPEG"] = (() => File([.. "<script>"u8, .. TestPictures.As("jpg", TestPictures.Png(9, 9))]), 415, "unsupported_media_type"),
        ["RIFF that is sound"] = (() => File("RIFF\x24\0\0\0WAVEfmt "u8), 415, "unsupported_media_type"),
        ["PNG, too wide"] = (() => File(TestPictures.PngHeader(8193, 1)), 400, "validation_failed"),
        ["PNG, 20000 × 20000"] = (() => File(TestPictures.PngHeader(20_000, 20_000)), 400, "validation_failed"),
        ["PNG, 4294967295 × 4294967295"] = (() => File(TestPictures.PngHeader(uint.MaxValue, uint.MaxValue)), 400, "validation_failed"),
        ["PNG, 41 million"] = (() => File(TestPictures.PngHeader(8192, 5005)), 400, "validation_failed"),
        ["PNG, 0 wide"] = (() => File(TestPictures.PngHeader(0, 10)), 400, "validation_failed"),
        ["PNG without content"] = (() => File(TestPictures.PngHeader(10, 10)), 400, "validation_failed"),
        ["PNG, cut off in its header"] = (() => File(TestPictures.Png().AsSpan(0, 20)), 400, "validation_failed"),
        ["PNG, cut off"] = (() => File(TestPictures.Png().AsSpan()[..^40]), 400, "validation_failed"),
        ["PNG that expands to more than it says"] = (() => File([.. TestPictures.PngHeader(10, 10), .. TestPictures.Png(3000, 3000)[33..^60]]), 400, "validation_failed"),
        ["JPEG, cut off in its header"] = (() => File([0xFF, 0xD8, 0xFF, 0xE0]), 400, "validation_failed"),
        ["JPEG of fill bytes"] = (() => File(Enumerable.Repeat((byte)0xFF, 100_000).Prepend((byte)0xD8).Prepend((byte)0xFF).ToArray()), 400, "validation_failed"),
        ["JPEG, cut off"] = (() => File(TestPictures.As("jpg", TestPictures.Png()).AsSpan()[..^300]), 400, "validation_failed"),
        ["WebP, cut off"] = (() => File(TestPictures.As("webp", TestPictures.Png()).AsSpan()[..^50]), 400, "validation_failed"),
        ["WebP of nothing"] = (() => File("RIFF\x04\0\0\0WEBP"u8), 400, "validation_failed"),
        ["one byte too many"] = (() => File([.. TestPictures.Png(), .. new byte[FiveMegabytes]]), 413, "too_large"),
        ["twice as much"] = (() => File(new byte[2 * FiveMegabytes]), 413, "too_large"),
        ["another part"] = (() => AvatarCalls.Form(("picture", "a.png", TestPictures.Png())), 400, "validation_failed"),
        ["two parts"] = (() => AvatarCalls.Form(("avatar", "a.png", TestPictures.Png()), ("avatar", "b.png", TestPictures.Png())), 400, "validation_failed"),
        ["a part behind it"] = (() => AvatarCalls.Form(("avatar", "a.png", TestPictures.Png()), ("user_id", null, "1"u8.ToArray())), 400, "validation_failed"),
        ["a part before it"] = (() => AvatarCalls.Form(("user_id", null, "1"u8.ToArray()), ("avatar", "a.png", TestPictures.Png())), 400, "validation_failed"),
        ["a field that is no file"] = (() => AvatarCalls.Form(("avatar", null, TestPictures.Png())), 400, "validation_failed"),
        ["a form without parts"] = (() => Raw("--b--\r\n", "multipart/form-data; boundary=b"), 400, "validation_failed"),
        ["a form that does not end"] = (() => Raw("--b\r\nContent-Disposition: form-data; name=avatar; filename=a\r\n\r\nxx", "multipart/form-data; boundary=b"), 400, "validation_failed"),
        ["a form without its boundary"] = (() => Raw("--b--\r\n", "multipart/form-data"), 400, "invalid_form"),
        ["a boundary that is too long"] = (() => Raw("--b--\r\n", "multipart/form-data; boundary=" + new string('b', 71)), 400, "invalid_form"),
        ["another boundary"] = (() => Raw("--b\r\n\r\n--b--\r\n", "multipart/form-data; boundary=c"), 400, "validation_failed"),
        ["headers without end"] = (() => Raw("--b\r\n" + new string('h', 40_000), "multipart/form-data; boundary=b"), 400, "validation_failed"),
        ["JSON"] = (() => Raw("""{"avatar":"x"}""", "application/json"), 415, "unsupported_media_type"),
        ["a picture without a form"] = (() => Raw("x", "image/png"), 415, "unsupported_media_type"),
        ["a form that is mixed"] = (() => Raw("--b--\r\n", "multipart/mixed; boundary=b"), 415, "unsupported_media_type"),
        ["no content type"] = (() => Raw("x", null), 415, "unsupported_media_type"),
        ["a content encoding"] = (Encoded, 415, "unsupported_media_type"),
    };

    public static TheoryData<string, string> EachOnEach => [.. Cases.Keys.SelectMany(name => new[] { (Databases.Sqlite, name), (Databases.Postgres, name) })];

    [Theory, MemberData(nameof(EachOnEach))]
    public async Task Refused(string database, string name)
    {
        var person = await (await ApiHost.OnAsync(database)).NewPersonAsync();
        var (form, status, error) = Cases[name];
        var before = await person.Host.Database.ChecksumAsync();

        var answer = (await person.SendFormAsync(form())).Expect(status);

        Assert.Equal(error, answer.Error);
        if (error == "validation_failed") Assert.Equal(["avatar"], answer.WrongMembers);
        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
        Assert.Empty(person.Host.ReceivedPictures());
    }

    [Theory]
    [InlineData("PUT", "/v1/users/avatar", 405)]
    [InlineData("PATCH", "/v1/users/avatar", 405)]
    [InlineData("POST", "/v1/users/{id}/avatar", 405)]
    [InlineData("PUT", "/v1/users/{id}/avatar", 405)]
    [InlineData("GET", "/v1/users/{id}/avatar?size=65", 400)]
    [InlineData("GET", "/v1/users/{id}/avatar?size=64&size=64", 400)]
    [InlineData("GET", "/v1/users/{id}/avatar?size=-1", 400)]
    [InlineData("GET", "/v1/users/{id}/avatar?size=99999999999999999999", 400)]
    [InlineData("GET", "/v1/users/{id}/avatar?path=../../x", 400)]
    [InlineData("GET", "/v1/users/{name}/avatar", 404)]
    [InlineData("GET", "/v1/users/..%2f{id}/avatar", 404)]
    [InlineData("DELETE", "/v1/users/{name}/avatar", 404)]
    public async Task Other_methods_sizes_and_names_are_refused(string method, string path, int status)
    {
        var person = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync("admin");
        var before = await person.Host.Database.ChecksumAsync();
        var address = path.Replace("{id}", person.Id.ToString(), StringComparison.Ordinal).Replace("{name}", person.Name, StringComparison.Ordinal);
        (await person.Host.SendAsync(new HttpMethod(method), address, person.Token("profile.api admin.api"))).Expect(status);
        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_client_has_no_picture_and_a_stranger_none_of_their_own(string method)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        (await host.SendAsync(new HttpMethod(method), "/v1/users/avatar")).Expect(401);
        var token = host.Issuer.Token("machine", "profile.api", "machine");
        Assert.Equal("person_required", (await host.SendAsync(new HttpMethod(method), "/v1/users/avatar", token)).Expect(403).Error);
    }

    private static MultipartFormDataContent File(ReadOnlySpan<byte> content) => AvatarCalls.Form(("avatar", "a.png", content.ToArray()));

    private static ByteArrayContent Raw(string body, string? type)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static MultipartFormDataContent Encoded()
    {
        var form = File(TestPictures.Png());
        form.Headers.ContentEncoding.Add("gzip");
        return form;
    }
}
