using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.UserFiles;

/// <summary>Files of accounts as an administrator sends and takes them.</summary>
internal static class FileCalls
{
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";
    public const string Import = "/v1/admin/users/import";
    public const string Export = "/v1/admin/users/export";

    public static Task<Answer> ImportAsync(this Person person, string file, string query = "", string type = Ndjson) =>
        person.ImportAsync(Encoding.UTF8.GetBytes(file), query, type);

    public static async Task<Answer> ImportAsync(this Person person, byte[] file, string query = "", string type = Ndjson)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Import + query) { Content = new ByteArrayContent(file) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token("admin.api"));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await person.Host.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>The lines of a report, or of an export, without the summary.</summary>
    public static JsonElement[] Lines(this Answer answer) =>
        [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).Where(line => !line.TryGetProperty("summary", out _))];

    public static JsonElement Summary(this Answer report) => JsonElement.Parse(report.Text.TrimEnd('\n').Split('\n')[^1]).GetProperty("summary");

    public static string Outcome(this JsonElement line) => line.GetProperty("outcome").GetString()!;

    public static string[] Wrong(this JsonElement line) => [.. line.GetProperty("errors").EnumerateObject().Select(member => member.Name)];

    /// <summary>The report's only line, which must be a refusal over this member alone.</summary>
    public static string RefusedFor(this Answer report, string member)
    {
        var line = Assert.Single(report.Expect(200).Lines());
        Assert.Equal("refused", line.Outcome());
        Assert.Equal([member], line.Wrong());
        return line.GetProperty("errors").GetProperty(member)[0].GetString()!;
    }

    public static string Line(string name, string more = "") => $$"""{"username":"{{name}}","email":"{{name}}@files.test"{{(more.Length > 0 ? "," + more : "")}}}""";

    public static async Task<JsonElement[]> RecordsAsync(this Person auditor, string filter) =>
        [.. (await auditor.AdminGetAsync($"/v1/admin/audit-logs?{filter}")).Expect(200).Data.EnumerateArray()];
}
