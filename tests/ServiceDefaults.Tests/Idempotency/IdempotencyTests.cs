using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Envelope;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Tests.Idempotency;

public sealed class IdempotencyTests
{
    public sealed record Order(string Item);

    private readonly KeptAnswers _answers = new();
    private readonly TaskCompletionSource _entered = new();
    private readonly TaskCompletionSource _goOn = new();
    private int _made;

    [Fact]
    public async Task The_same_request_is_done_once_and_answered_alike()
    {
        await using var host = await StartAsync();
        var (first, body) = await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"));
        var (second, again) = await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(body.ToString(), again.ToString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_422()
    {
        await using var host = await StartAsync();
        await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"));
        var (second, problem) = await host.PostAsync("/orders", """{"item":"rum"}""", ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Equal("idempotency_key_reused", problem.GetProperty("error").GetString());
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task While_the_first_runs_the_second_is_409()
    {
        await using var host = await StartAsync();
        var first = host.PostAsync("/slow", "{}", ("Idempotency-Key", "k1"));
        await _entered.Task;
        var (second, _) = await host.PostAsync("/slow", "{}", ("Idempotency-Key", "k1"));
        _goOn.SetResult();
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await first).Response.StatusCode);
    }

    [Fact]
    public async Task Of_twenty_at_once_one_is_done()
    {
        await using var host = await StartAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"))));
        Assert.Equal(1, _made);
        Assert.All(all, one => Assert.Contains(one.Response.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
    }

    [Fact]
    public async Task Callers_and_paths_do_not_meet()
    {
        await using var host = await StartAsync();
        await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"), ("User", "alice"));
        var (other, _) = await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"), ("User", "bob"));
        var (anonymous, _) = await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", "k1"));
        Assert.False(other.Headers.Contains("Idempotency-Replayed"));
        Assert.False(anonymous.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(3, _made);
    }

    [Theory]
    [InlineData("/fails")]
    [InlineData("/busy")]
    public async Task What_failed_on_our_side_may_be_tried_again(string path)
    {
        await using var host = await StartAsync();
        await host.PostAsync(path, "{}", ("Idempotency-Key", "k1"));
        await host.PostAsync(path, "{}", ("Idempotency-Key", "k1"));
        Assert.Equal(2, _made);
        Assert.Empty(_answers.Answers);
    }

    [Fact]
    public async Task A_refusal_is_repeated_too()
    {
        await using var host = await StartAsync();
        var (first, _) = await host.PostAsync("/orders", """{"item":"gold"}""", ("Idempotency-Key", "k1"));
        var (second, problem) = await host.PostAsync("/orders", """{"item":"gold"}""", ("Idempotency-Key", "k1"));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Equal("taken", problem.GetProperty("error").GetString());
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData(" ")]
    [InlineData("")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        await using var host = await StartAsync();
        var (response, _) = await host.PostAsync("/orders", """{"item":"tea"}""", ("Idempotency-Key", key));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, _made);
    }

    [Fact]
    public async Task Without_a_key_everything_is_done_as_often_as_asked()
    {
        await using var host = await StartAsync();
        await host.PostAsync("/orders", """{"item":"tea"}""");
        await host.PostAsync("/orders", """{"item":"tea"}""");
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task An_answer_that_holds_a_secret_is_marked()
    {
        await using var host = await StartAsync();
        await host.PostAsync("/secret", "{}", ("Idempotency-Key", "k1"));
        Assert.True(Assert.Single(_answers.Answers).HoldsSecret);
    }

    private Task<SampleHost> StartAsync() => SampleHost.StartAsync(Map, services: services => services.AddSingleton<IIdempotencyStore>(_answers));

    private void Map(WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (http.Request.Headers["User"] is [{ } user]) http.User = new ClaimsPrincipal(new ClaimsIdentity([new("sub", user)], "test"));
            return next(http);
        });
        app.UseIdempotency();
        app.MapPost("/orders", IResult (Order order, HttpContext http) =>
        {
            if (order.Item == "gold") return ApiProblem.Conflict("taken", "It is taken.");
            http.Response.Headers.ETag = "\"1\"";
            return ApiResults.Created($"/orders/{Interlocked.Increment(ref _made)}", order);
        }).Idempotent();
        app.MapPost("/slow", async () =>
        {
            _entered.TrySetResult();
            await _goOn.Task;
            return "done";
        }).Idempotent();
        app.MapPost("/fails", string () => throw new InvalidOperationException($"{Interlocked.Increment(ref _made)}")).Idempotent();
        app.MapPost("/busy", IResult () => ApiProblem.Unavailable(TimeSpan.FromSeconds(Interlocked.Increment(ref _made)))).Idempotent();
        app.MapPost("/secret", () => "s3cret").Idempotent(answerHoldsSecret: true);
    }
}
