using System.Net.Http.Headers;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Avatars;

/// <summary>Forms with pictures, and pictures.</summary>
internal static class AvatarCalls
{
    public static Task<Answer> UploadAsync(this Person person, byte[] file, string part = "avatar", string fileName = "me.png") =>
        person.SendFormAsync(Form((part, fileName, file)));

    public static async Task<Answer> SendFormAsync(this Person person, HttpContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/users/avatar") { Content = form };
        request.Headers.ExpectContinue = true; // or what is refused at its beginning would be sent to its end
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token("profile.api"));
        using var response = await person.Host.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public static MultipartFormDataContent Form(params (string Part, string? FileName, byte[] Content)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (part, fileName, content) in parts)
        {
            if (fileName is null) form.Add(new ByteArrayContent(content), part);
            else form.Add(new ByteArrayContent(content), part, fileName);
        }

        return form;
    }

    /// <summary>The picture as a browser gets it.</summary>
    public static async Task<(Answer Answer, byte[] Content)> PictureAsync(
        this ApiHost host, Guid id, string query = "", HttpMethod? method = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/v1/users/{id}/avatar{query}");
        request.Headers.TryAddWithoutValidation("Accept", "image/avif,image/webp,image/*;q=0.8");
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await host.Http.SendAsync(request);
        return (await Answer.ReadAsync(response), await response.Content.ReadAsByteArrayAsync());
    }

    public static Task<Answer> OwnAsync(this Person person, HttpMethod method, params (string, string)[] headers) =>
        person.Host.SendAsync(method, "/v1/users/avatar", person.Token("profile.api"), headers: headers);
}
