using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;

namespace ServiceDefaults.Tests.Json;

public sealed class ApiJsonTests
{
    public sealed record Address(string Street);

    public sealed record Person(string GivenName, int Age = 0, Address? Address = null, DayOfWeek Day = DayOfWeek.Monday);

    [Fact]
    public void Names_and_enums_are_snake_case() => Assert.Equal(
        """{"given_name":"Ada","age":36,"address":null,"day":"sunday"}""",
        JsonSerializer.Serialize(new Person("Ada", 36, null, DayOfWeek.Sunday), ApiJson.Options));

    [Theory]
    [InlineData("""{"given_name":"Ada","is_admin":true}""", "is_admin", "unknown")]
    [InlineData("""{"given_name":"Ada","GivenName":"Eve"}""", "GivenName", "unknown")]
    [InlineData("""{"given_name":"Ada","given_name":"Eve"}""", "given_name", "twice")]
    [InlineData("""{"given_name":"A\u0000da"}""", "given_name", "NUL")]
    [InlineData("""{"given_name":"A\ud800da"}""", "given_name", "form")]
    [InlineData("""{"given_name":null}""", "given_name", "form")]
    [InlineData("""{"given_name":7}""", "given_name", "form")]
    [InlineData("""{"given_name":"Ada","age":"36"}""", "age", "form")]
    [InlineData("""{"given_name":"Ada","age":99999999999}""", "age", "form")]
    [InlineData("""{"given_name":"Ada","day":0}""", "day", "form")]
    [InlineData("""{"given_name":"Ada","address":{"street":null}}""", "address.street", "form")]
    [InlineData("""{"given_name":"Ada","address":{"street":"x","owner":"y"}}""", "address.owner", "unknown")]
    public async Task A_wrong_member_is_named(string body, string member, string reason)
    {
        await using var host = await SampleHost.StartAsync(MapPerson);
        var (response, problem) = await host.PostAsync("/people", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("validation_failed", problem.GetProperty("error").GetString());
        Assert.Contains(reason, problem.GetProperty("errors").GetProperty(member)[0].GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"given_name":"Ada"} {}""")]
    [InlineData("""{"given_name":"Ada",}""")]
    public async Task What_is_not_the_document_is_refused(string body)
    {
        await using var host = await SampleHost.StartAsync(MapPerson);
        var (response, problem) = await host.PostAsync("/people", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(problem.GetProperty("success").GetBoolean());
        Assert.DoesNotContain("System.", problem.ToString());
        Assert.DoesNotContain(nameof(ApiJsonTests), problem.ToString());
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        await using var host = await SampleHost.StartAsync(MapPerson);
        var content = new ByteArrayContent([.. Encoding.ASCII.GetBytes("{\"given_name\":\"A"), 0xFF, 0xC0, .. Encoding.ASCII.GetBytes("\"}")]);
        content.Headers.ContentType = new("application/json");
        var (response, _) = await host.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/people") { Content = content });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task More_than_32_levels_are_refused()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapPost("/any", (JsonElement body) => TypedResults.Ok(body)));
        var (flat, _) = await host.PostAsync("/any", new string('[', 32) + new string(']', 32));
        var (deep, _) = await host.PostAsync("/any", new string('[', 33) + new string(']', 33));
        Assert.Equal(HttpStatusCode.OK, flat.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        await using var host = await SampleHost.StartAsync(MapPerson);
        var request = new HttpRequestMessage(HttpMethod.Post, "/people") { Content = new StringContent("given_name=Ada", null, "text/plain") };
        var (response, problem) = await host.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_media_type", problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_refused()
    {
        await using var host = await SampleHost.StartAsync(MapPerson);
        var (response, problem) = await host.PostAsync("/people", $$"""{"given_name":"{{new string('x', 1024 * 1024)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too_large", problem.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_right_body_is_read()
    {
        await using var host = await SampleHost.StartAsync(MapPerson);
        var (response, body) = await host.PostAsync("/people", """{"given_name":"Ada","age":36,"day":"friday"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(body.GetProperty("success").GetBoolean());
        Assert.Equal("Ada", body.GetProperty("data").GetProperty("given_name").GetString());
        Assert.False(body.TryGetProperty("meta", out _));
    }

    private static void MapPerson(WebApplication app) => app.MapPost("/people", (Person person) => ApiResults.Ok(person));
}
