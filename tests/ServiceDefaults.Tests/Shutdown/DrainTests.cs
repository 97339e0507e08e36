using System.Net;
using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Tests.Shutdown;

public sealed class DrainTests
{
    [Fact]
    public async Task A_host_that_stops_is_no_longer_ready_but_still_answers()
    {
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/it", () => "ok"), settings: [("Shutdown:DrainDelay", "00:00:02")]);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/ready")).StatusCode);

        var stopping = host.StopAsync();
        var (ready, body) = await host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("stopping", body.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/it")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
        await stopping;
    }

    [Fact]
    public async Task A_running_request_gets_its_answer()
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await SampleHost.StartAsync(app => app.MapGet("/slow", async () =>
        {
            entered.SetResult();
            await goOn.Task;
            return "done";
        }));
        var answer = host.Client.GetStringAsync("/slow");
        await entered.Task;
        var stopping = host.StopAsync();
        goOn.SetResult();
        Assert.Equal("done", await answer);
        await stopping;
    }
}
