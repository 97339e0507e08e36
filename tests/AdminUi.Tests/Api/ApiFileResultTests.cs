using System.Text;
using AdminUi.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace AdminUi.Tests.Api;

public sealed class ApiFileResultTests : IDisposable
{
    private readonly DefaultHttpContext _http = new();
    private readonly Lifetime _lifetime = new();
    private readonly MemoryStream _body = new();

    public ApiFileResultTests()
    {
        _http.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        _http.Response.Body = _body;
    }

    [Fact]
    public async Task A_file_is_handed_on_under_a_name_and_type_of_our_own()
    {
        await GiveAsync(new MemoryStream("a,b\r\n"u8.ToArray()));

        Assert.Equal("a,b\r\n", Encoding.UTF8.GetString(_body.ToArray()));
        Assert.Equal(("text/csv", "attachment; filename=audit.csv"), (_http.Response.ContentType, _http.Response.Headers.ContentDisposition.ToString()));
        Assert.False(_lifetime.IsAborted);
    }

    [Fact]
    public async Task Half_a_file_never_looks_whole()
    {
        await GiveAsync(new BreakingStream("half"u8.ToArray()));

        Assert.True(_lifetime.IsAborted);
    }

    public void Dispose() => _body.Dispose();

    private Task GiveAsync(Stream content) =>
        new ApiFileResult(new HttpResponseMessage { Content = new StreamContent(content) }, "text/csv", "audit.csv")
            .ExecuteResultAsync(new ActionContext(_http, new RouteData(), new ActionDescriptor()));

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }

    /// <summary>Gives what it has, and then the connection is lost.</summary>
    private sealed class BreakingStream(byte[] beginning) : MemoryStream(beginning)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The connection was lost.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was lost.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The connection was lost.");
    }
}
